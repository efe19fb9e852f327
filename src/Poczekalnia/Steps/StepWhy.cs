using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Steps;

/// <summary>Why a slot is somebody's or not, asked of the same rules that the matcher follows.</summary>
internal sealed class StepWhy(StepNames names, StepLedger ledger, StepFacts facts)
{
    private const int CandidatesShown = 3;

    /// <summary>What stands between a patient and a slot.</summary>
    /// <param name="Rule">The code of a rule; nothing when somebody was better placed.</param>
    /// <param name="Better">The patient who was better placed.</param>
    /// <param name="Text">The same as a sentence.</param>
    public sealed record Obstacle(string? Rule, string? Better, string Text);

    /// <summary>What stands between a patient who asked for a service and a slot.</summary>
    public Obstacle Between(string patient, ScopeCode scope, SlotId slot)
    {
        if (ledger.EntryOf(names.Patient(patient), scope) is not { } entry
            || ((WaitingEntry)facts.StateOf(entry)).On is not { } terms)
        {
            return new Obstacle("no-entry", null, $"{patient} never waited");
        }

        if (facts.OfferOf(slot) is not { } offer || RecordOf(slot, offer) is not { } record)
        {
            return new Obstacle("no-slot", null, $"{names.Of(slot)} was never published");
        }

        var own = RecordOf(entry, terms);
        if (Eligibility.Check(own, record, DayOf(scope)) is { } misfit)
        {
            var code = MisfitCode.Of(misfit);
            return new Obstacle(code, null, $"the rule '{code}' keeps {patient} from {names.Of(slot)}");
        }

        return facts.StateOf(slot) is Slot.Taken taken
            ? Taken(terms, slot, taken)
            : Contested(own, record, scope);
    }

    /// <summary>Who of those who wait would be first for a slot; empty when the slot is no first-time one.</summary>
    public string CandidatesFor(SlotId slot)
    {
        if (facts.OfferOf(slot) is not { Kind: SlotKind.FirstTime } offer || RecordOf(slot, offer) is not { } record)
        {
            return "";
        }

        var candidates = Explain.Why(BookOf(offer.Scope), record, DayOf(offer.Scope), CandidatesShown);
        return candidates.Count == 0
            ? $"nobody who waits is eligible for {names.Of(slot)}"
            : "eligible, the first in order first: "
                + string.Join(", ", candidates.Select(who => $"{PatientOf(who.Entry)} ({who.Order})"));
    }

    /// <summary>The name of the patient whose entry it is.</summary>
    public string PatientOf(EntryId entry) => names.Of(((WaitingEntry)facts.StateOf(entry)).On!.Placed.Patient);

    private Obstacle Taken(WaitingTerms terms, SlotId slot, Slot.Taken taken)
    {
        var made = facts.AppointmentOf(taken.Appointment).Made!;
        var holder = names.Of(made.Patient);
        return made.Entry is { } other
            && ((WaitingEntry)facts.StateOf(other)).On is { } better && better.Order < terms.Order
            ? new Obstacle(null, holder, $"{holder} is better placed ({better.Order}) than {terms.Order}")
            : new Obstacle("slot-taken", null, $"{names.Of(slot)} is {holder}'s, {made.Origin}");
    }

    private Obstacle Contested(WaitingRecord own, SlotRecord record, ScopeCode scope) =>
        Explain.WhyNot(BookOf(scope), own, record, DayOf(scope)) is WhyNot.Outranked outranked
            ? new Obstacle(
                null, PatientOf(outranked.By),
                $"{PatientOf(outranked.By)} is better placed ({outranked.Order}) than {own.Order}")
            : new Obstacle("was-first", null, "nothing: of those who wait nobody is better placed");

    private NaiveMatcher BookOf(ScopeCode scope)
    {
        var book = new NaiveMatcher();
        foreach (var (entry, terms) in facts.WaitingIn(scope))
        {
            book.Join(RecordOf(entry, terms));
        }

        return book;
    }

    private MatchDay DayOf(ScopeCode scope) =>
        new(facts.Today, facts.WindowOf(scope)?.Through ?? facts.Today, facts.PolicyOf(scope)?.MinimumLeadDays ?? 0);

    private static WaitingRecord RecordOf(EntryId entry, WaitingTerms terms) =>
        new(entry, terms.Order, terms.Criteria, terms.Placed.Ages, terms.LeftSlots);

    private SlotRecord? RecordOf(SlotId slot, SlotEvent.SlotPublished offer) =>
        facts.StateOf(offer.Place) is ServicePlace.Known { Registration: var place }
            ? new SlotRecord(
                slot, new PlaceRecord(offer.Place, place.Area, place.Location), offer.Mode, offer.Start,
                offer.Practitioner, offer.Ages)
            : null;
}
