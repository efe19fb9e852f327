using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>Referral, report, appointment, entry and slot together are in a row of the table of states.md §2.</summary>
public sealed class StatesCoexist : Check
{
    public override string Name => "states-coexist";

    public override string Statement =>
        "After every command referral, report, appointment, entry and slot are in states that may stand together.";

    public override void Appended(AppendLines append, History history)
    {
        foreach (var report in append.Reports)
        {
            if (report.IsKnown)
            {
                Judge(append, Family.Report, report.Id, OfReport(report));
            }
        }

        foreach (var line in append.Events)
        {
            switch (line.Family)
            {
                case Family.Slot:
                    Judge(append, line.Family, line.Stream, OfSlot(history.SlotOf(line.Stream), history));
                    break;
                case Family.Appointment when history.VisitOf(line.Stream) is { } visit:
                    Judge(append, line.Family, line.Stream, OfVisit(visit));
                    break;
                case Family.Referral:
                    Judge(append, line.Family, line.Stream, OfReferral(history.ReferralOf(line.Stream)));
                    break;
                case Family.Entry when history.EntryOf(line.Stream) is { State: EntryState.Waiting } entry
                    && line.What is EntryPlaced or EntryReturned or EntryReinstated:
                    Judge(
                        append, line.Family, line.Stream,
                        entry.Scope.Rules.WaitingRoom ? null : "an entry waits where the waiting room is off");
                    break;
            }
        }
    }

    private static string? OfReport(Report report)
    {
        var referral = report.Referral?.State;
        var visit = report.LastVisit;
        var entry = report.LastEntry?.State;
        if (report.WaitingEntries > 0)
        {
            return referral is null or ReferralState.Issued
                ? null
                : $"an entry waits on a referral that is {Words.NameOf(referral.Value)}";
        }

        if (report.IsOpen)
        {
            // That something is live at all is another check's sentence.
            return visit is { IsLive: true } ? OfBooked(visit, referral, entry) : null;
        }

        var isFulfilled = report.Closure == Closure.Fulfilled;
        return isFulfilled && visit?.State != VisitState.Fulfilled
                ? "the report is closed as fulfilled and its visit is not"
            : isFulfilled && referral == ReferralState.Issued
                ? "the visit is fulfilled and the referral is not held"
            : !isFulfilled && referral == ReferralState.Held
                ? $"the report is closed ({Words.NameOf(report.Closure!.Value)}) and the referral is still held"
            : entry == EntryState.Assigned && report.Closure is Closure.Resigned or Closure.NoShow or Closure.Withdrawn
                ? $"the report is closed ({Words.NameOf(report.Closure!.Value)}) and its entry is still assigned"
            : null;
    }

    private static string? OfBooked(Visit visit, ReferralState? referral, EntryState? entry) =>
        referral is ReferralState.Issued or ReferralState.Fulfilled
            ? $"a first visit is live on a referral that is {Words.NameOf(referral.Value)}"
        : visit.Entry is not null && visit.Entry.State != EntryState.Assigned
            ? $"the visit came from entry {visit.Entry.Id}, which is {Words.NameOf(visit.Entry.State)}"
        : visit.Entry is null && entry == EntryState.Assigned
            ? "an entry is assigned and the visit did not come from it"
        : null;

    private static string? OfSlot(Slot slot, History history)
    {
        var visit = history.VisitOf(slot.Appointment);
        var stands = visit?.Slot == slot ? visit.State : VisitState.Unknown;
        return slot.State switch
        {
            SlotState.Taken => stands == VisitState.Booked ? null : "the slot is taken and no booked visit has it",
            SlotState.Consumed => stands is VisitState.Fulfilled or VisitState.Missed
                ? null
                : "the slot is used up and no visit in it was fulfilled or missed",
            SlotState.HeldBack or SlotState.Released or SlotState.Withdrawn => stands == VisitState.Booked
                ? $"the slot is {Words.NameOf(slot.State)} and appointment {slot.Appointment} still has it"
                : null,
            SlotState.Unknown => "the slot was never published",
        };
    }

    private static string? OfVisit(Visit visit)
    {
        var isHolder = visit.Slot.Appointment == visit.Id;
        return visit.State switch
        {
            VisitState.Booked when !isHolder || visit.Slot.State != SlotState.Taken =>
                $"the visit is booked and its slot {visit.Slot.Id} is {Words.NameOf(visit.Slot.State)} or another's",
            VisitState.Fulfilled or VisitState.Missed when !isHolder || visit.Slot.State != SlotState.Consumed =>
                $"the visit is {Words.NameOf(visit.State)} and its slot {visit.Slot.Id} is not used up by it",
            VisitState.Booked when visit.Kind == VisitKind.Continuing => OfContinuing(visit.Referral),
            VisitState.Booked or VisitState.Fulfilled or VisitState.Missed or VisitState.Cancelled
                or VisitState.Unknown => null,
        };
    }

    // On paper there is none here; a referral that ends leaves the visits that stand.
    private static string? OfContinuing(Referral? referral) =>
        referral is null || referral.State == ReferralState.Cancelled ? null
        : referral.State != ReferralState.Held
            ? $"a continuing visit is booked on a referral that is {Words.NameOf(referral.State)}"
        : referral.Report is { IsOpen: true } ? "a continuing visit is booked while the first one is still to come"
        : null;

    private static string? OfReferral(Referral referral) =>
        referral.State == ReferralState.Fulfilled
        && (referral.LiveContinuing > 0 || referral.Report is { LiveVisits: > 0 })
            ? "the referral is fulfilled and a visit on it is live"
            : null;

    private void Judge(AppendLines append, Family family, Guid stream, string? reason)
    {
        Look();
        if (reason is not null)
        {
            Found(
                append.Position, $"{Words.NameOf(family)}/{stream}",
                $"{reason} (after {append.Command?.Operation ?? "no command"})");
        }
    }
}
