using System.Diagnostics;
using NodaTime;
using NodaTime.Text;
using Poczekalnia.Scenarios.Steps;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Steps;

/// <summary>Judges what a scenario expects against what the engine has recorded.</summary>
internal sealed partial class StepJudge(StepNames names, StepLedger ledger, StepFacts facts, StepWhy why)
{
    /// <summary>Whether an expectation is met now.</summary>
    /// <param name="outcome">What the command of the step came to; nothing when there was none.</param>
    /// <param name="all">Everything expected of the same step.</param>
    public StepVerdict Judge(Expectation expectation, Outcome? outcome, ValueList<Expectation> all) =>
        expectation switch
        {
            Expectation.Refused refused => Judge(refused, outcome),
            Expectation.Holds holds => Judge(holds),
            Expectation.Waiting waiting => Judge(waiting),
            Expectation.EntryIs entry => Judge(entry),
            Expectation.ReportIs report => Judge(report),
            Expectation.ReferralIs referral => Judge(referral),
            Expectation.AppointmentIs appointment => Judge(appointment),
            Expectation.SlotIs slot => Judge(slot),
            Expectation.PlaceIs place => Judge(place),
            Expectation.WindowIs window => Judge(window),
            Expectation.Notices notices => Judge(notices),
            Expectation.PlaceNotices notices => Judge(notices),
            Expectation.Reminders reminders => Judge(reminders),
            Expectation.Unsettled unsettled => Judge(unsettled),
            Expectation.WhyNot whyNot => Judge(whyNot),
            Expectation.NothingElse => JudgeNothingElse(all),
            _ => throw new UnreachableException(),
        };

    /// <summary>A refusal in words, with names in place of identities.</summary>
    public string TextOf(Refusal refusal)
    {
        var said = StepVerdict.List(ArgumentsOf(refusal), "");
        return said.Length == 0 ? refusal.Code : $"{refusal.Code} ({said})";
    }

    private StepVerdict Judge(Expectation.Refused expected, Outcome? outcome)
    {
        var text = expected.Naming.Count == 0
            ? $"refused: {expected.Code}"
            : $"refused: {expected.Code}, naming {StepVerdict.List(expected.Naming)}";
        if (outcome?.Refusal is not { } refusal)
        {
            return new StepVerdict(text, false, outcome is null ? "no command was answered" : "it was accepted");
        }

        var said = ArgumentsOf(refusal).ToList();
        return new StepVerdict(
            text, refusal.Code == expected.Code && expected.Naming.All(said.Contains), $"refused: {TextOf(refusal)}",
            () => refusal.In(Language.English));
    }

    private IEnumerable<string> ArgumentsOf(Refusal refusal) =>
        refusal.Arguments
            .SelectMany(argument => argument.Value.Split(", "))
            .Select(part => Guid.TryParse(part[(part.IndexOf('/', StringComparison.Ordinal) + 1)..], out var identity)
                ? names.Of(identity)
                : part);

    private StepVerdict Judge(Expectation.SlotIs expected)
    {
        var slot = names.Slot(expected.Name);
        return StepVerdict.Of(
            $"slot {expected.Name}", EnumText.Of(expected.State), StandingOf(slot), () => why.CandidatesFor(slot));
    }

    // states.md §5, in the order in which it asks.
    private string StandingOf(SlotId id)
    {
        switch ((Slot)facts.StateOf(id))
        {
            case Slot.Free free:
                var offer = free.Offer;
                return EnumText.Of(
                    offer.Start <= facts.LocalNow ? SlotStanding.Over
                    : facts.StateOf(offer.Place) is not ServicePlace.Known known || !known.IsActiveOn(offer.Start.Date)
                        ? SlotStanding.NotVisible
                    : facts.WindowOf(offer.Scope) is { } window && !window.Includes(offer.Start.Date)
                        ? SlotStanding.Locked
                    : free.Released ? SlotStanding.Open
                    : SlotStanding.HeldBack);
            case Slot.Taken:
                return EnumText.Of(SlotStanding.Taken);
            case Slot.Consumed:
                return EnumText.Of(SlotStanding.Consumed);
            case Slot.Withdrawn:
                return EnumText.Of(SlotStanding.Withdrawn);
            case Slot.Absent:
                return "never published";
            default:
                return "inconsistent";
        }
    }

    private StepVerdict Judge(Expectation.PlaceIs expected) =>
        StepVerdict.Of($"place {expected.Name}", EnumText.Of(expected.State), StandingOf(names.Place(expected.Name)));

    private string StandingOf(PlaceId id) =>
        (ServicePlace)facts.StateOf(id) switch
        {
            ServicePlace.Absent => EnumText.Of(PlaceStanding.None),
            ServicePlace.Known { Settled: true } => EnumText.Of(PlaceStanding.Settled),
            ServicePlace.Known { EndsOn: not null } => EnumText.Of(PlaceStanding.Ending),
            ServicePlace.Known { Status: PlaceStatus.Registered } => EnumText.Of(PlaceStanding.Registered),
            ServicePlace.Known { Status: PlaceStatus.Active } => EnumText.Of(PlaceStanding.Active),
            ServicePlace.Known { Status: PlaceStatus.Suspended } => EnumText.Of(PlaceStanding.Suspended),
            _ => "inconsistent",
        };

    private StepVerdict Judge(Expectation.ReferralIs expected)
    {
        var (state, holder) = (Referral)facts.StateOf(names.Referral(expected.Name)) switch
        {
            Referral.Absent => (ReferralStanding.None, null as string),
            Referral.Issued => (ReferralStanding.Issued, null),
            Referral.Held held => (ReferralStanding.Held, names.Of(held.Place)),
            Referral.Fulfilled => (ReferralStanding.Fulfilled, null),
            Referral.Cancelled => (ReferralStanding.Cancelled, null),
            _ => throw new UnreachableException("An inconsistent referral."),
        };
        return StepVerdict.Of(
            $"referral {expected.Name}",
            With(EnumText.Of(expected.State), "by", expected.Place),
            With(EnumText.Of(state), "by", expected.Place is null ? null : holder));
    }

    private StepVerdict Judge(Expectation.WindowIs expected)
    {
        var window = facts.StateOf(StreamId.WindowOf(expected.Scope)) as BookingWindow.Opened;
        return StepVerdict.Of(
            $"window of {expected.Scope}",
            Text(expected.Through, expected.Swept),
            Text(
                expected.Through is null ? null : window?.Through ?? LocalDate.MinIsoValue,
                expected.Swept is null ? null : window?.SweptThrough ?? LocalDate.MinIsoValue));

        static string Text(LocalDate? through, LocalDate? swept) => StepVerdict.List(
            new[] { Dated("through", through), Dated("swept", swept) }.OfType<string>());

        static string? Dated(string what, LocalDate? day) =>
            day is { } date ? $"{what} {LocalDatePattern.Iso.Format(date)}" : null;
    }

    private static string With(string state, string word, string? more) =>
        more is null ? state : $"{state} {word} {more}";
}
