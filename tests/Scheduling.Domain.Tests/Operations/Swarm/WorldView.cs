using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Tests.Operations.Swarm;

/// <summary>Puts the streams of a world together as the table of coexistence wants to see them.</summary>
internal sealed class WorldView(World world)
{
    private readonly List<(AppointmentId Id, Appointment State)> _visits =
        [.. Of<Appointment>(world).Select(each => (new AppointmentId(each.Id), each.State))];

    private readonly List<(EntryId Id, WaitingEntry State)> _entries =
        [.. Of<WaitingEntry>(world).Select(each => (new EntryId(each.Id), each.State))];

    /// <summary>Every referral, and every report without one, with all that hangs on it.</summary>
    public IEnumerable<Situation> Situations() =>
        Of<Referral>(world).SelectMany(each => SituationsOf(new ReferralId(each.Id), each.State))
            .Concat(Of<CentralReport>(world).Where(each => each.State.On!.Filed.Referral is null)
                .SelectMany(each => SituationsWithout(each.State)))
            .Concat(_visits.Where(each => IsLive(each.State) && each.State.Made is { Referral: null, Report: null })
                .Select(each => new Situation(
                    null, CentralReport.Initial, each.State, null, SlotOf(each.State), each.Id)));

    /// <summary>States that contradict each other whatever the table says.</summary>
    public IEnumerable<string> Loners() =>
    [
        .. world.Streams.Where(each => each.Value.State is IInconsistent)
            .Select(each => $"{each.Key} is inconsistent: {each.Value.State}"),
        .. _visits.Where(each => !HasItsSlot(each.Id, each.State)).Select(each => $"{each} has not its slot"),
        .. Of<Slot>(world).Where(each => TakerOf(each.State) is { } taker && !IsAt(taker, new SlotId(each.Id)))
            .Select(each => $"slot {each} is taken by a visit that is elsewhere"),
        .. _entries.Where(each => each.State is WaitingEntry.Assigned assigned && !Came(assigned, each.Id))
            .Select(each => $"{each} is assigned to nothing"),
        .. Of<CentralReport>(world).Where(each => (each.State is CentralReport.Open) != (LiveOf(each.Id) == 1))
            .Select(each => $"{each} is open without, or closed with, exactly one live visit or entry"),
        .. _entries.Where(each => each.State is WaitingEntry.Waiting waiting && !KeepsItsOrder(waiting))
            .Select(each => $"{each} lost the time or number of its report"),
    ];

    private IEnumerable<Situation> SituationsOf(ReferralId id, Referral referral)
    {
        var filed = (CentralReport)world.StateOf(ReportId.Of(referral.Written!.Patient, referral.Written.Scope));
        var report = filed.On?.Filed.Referral == id ? filed : CentralReport.Initial;
        return SituationsOf(
            referral, report, each => each.Made!.Referral == id, each => each.On!.Placed.Referral == id);
    }

    private IEnumerable<Situation> SituationsWithout(CentralReport report)
    {
        var id = ReportId.Of(report.On!.Filed.Patient, report.On.Filed.Scope);
        return SituationsOf(
            null, report, each => each.Made is { Referral: null } made && made.Report == id,
            each => each.On!.Placed is { Referral: null } placed && placed.Report == id);
    }

    private IEnumerable<Situation> SituationsOf(
        Referral? referral, CentralReport report, Func<Appointment, bool> isVisit, Func<WaitingEntry, bool> isEntry)
    {
        var visits = _visits.Where(each => isVisit(each.State)).ToList();
        var entries = _entries.Where(each => isEntry(each.State)).ToList();
        var first = visits
            .Where(each => each.State.Made!.Kind == SlotKind.FirstTime)
            .Where(each => IsLive(each.State) || IsFulfilledOf(each.State, report)).ToList();
        var waiting = entries.Where(each => each.State is WaitingEntry.Waiting).ToList();
        if (first.Count == 0 && waiting.Count == 0)
        {
            // A treatment loaded or seen by a history has no first visit here.
            if (referral is not Referral.Held and not Referral.Fulfilled || report is CentralReport.Open)
            {
                yield return new Situation(referral, report, null, null, null, default);
            }
        }

        foreach (var (id, state) in first)
        {
            var entry = entries.Select(each => each.State)
                .FirstOrDefault(each => each is WaitingEntry.Assigned assigned && assigned.Appointment == id);
            yield return new Situation(referral, report, state, entry, SlotOf(state), id);
        }

        foreach (var (_, state) in waiting)
        {
            yield return new Situation(referral, report, null, state, null, default);
        }

        foreach (var (id, state) in visits.Where(each => IsLive(each.State) && each.State.Made!.Report is null))
        {
            yield return new Situation(referral, report, state, null, SlotOf(state), id);
        }
    }

    // A visit of an earlier filing took place and is history.
    private static bool IsFulfilledOf(Appointment visit, CentralReport report) =>
        visit is Appointment.Fulfilled
        && visit.Made!.At >= report.On?.Filed.At
        && report is CentralReport.Closed { Reason: ReportClosure.Fulfilled };

    private static bool IsLive(Appointment visit) =>
        visit is Appointment.Booked or Appointment.Missed { Fault: Fault.Undetermined };

    private Slot SlotOf(Appointment visit) => (Slot)world.StateOf(visit.On!.Slot);

    private bool HasItsSlot(AppointmentId id, Appointment visit) =>
        visit switch
        {
            Appointment.Booked => SlotOf(visit) is Slot.Taken taken && taken.Appointment == id,
            Appointment.Fulfilled or Appointment.Missed =>
                SlotOf(visit) is Slot.Consumed consumed && consumed.Appointment == id,
            Appointment.Cancelled => TakerOf(SlotOf(visit)) != id,
            _ => true,
        };

    private static AppointmentId? TakerOf(Slot slot) =>
        slot switch
        {
            Slot.Taken taken => taken.Appointment,
            Slot.Consumed consumed => consumed.Appointment,
            _ => null,
        };

    private bool IsAt(AppointmentId visit, SlotId slot) => ((Appointment)world.StateOf(visit)).On?.Slot == slot;

    private bool Came(WaitingEntry.Assigned assigned, EntryId entry) =>
        world.StateOf(assigned.Appointment) is Appointment visit
        && visit.Made!.Entry == entry
        && (IsLive(visit) || visit is Appointment.Fulfilled);

    private int LiveOf(Guid report) =>
        _visits.Count(each => IsLive(each.State) && each.State.Made!.Report?.Value == report)
        + _entries.Count(each => each.State is WaitingEntry.Waiting && each.State.On!.Placed.Report.Value == report);

    private bool KeepsItsOrder(WaitingEntry.Waiting waiting)
    {
        var entry = waiting.Terms.Order;
        var report = ((CentralReport)world.StateOf(waiting.Terms.Placed.Report)).On!.Order;
        return (entry.Since, entry.Number) == (report.Since, report.Number);
    }

    private static IEnumerable<(Guid Id, T State)> Of<T>(World world)
        where T : StreamState =>
        from each in world.Streams
        where each.Value.State is T and not IInconsistent
        select (each.Key.Value, (T)each.Value.State);
}
