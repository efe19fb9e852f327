using System.Runtime.InteropServices;
using NodaTime;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Reporting;

/// <summary>Counts what a run records, and follows every wish for a first visit.</summary>
public sealed class RunFigures : IRunListener
{
    private readonly Dictionary<ReportId, Journey> _journeys = [];
    private readonly Dictionary<AppointmentId, ReportId> _reports = [];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _notices = new(StringComparer.Ordinal);

    /// <summary>Counts by name, in ordinal order.</summary>
    public SortedDictionary<string, long> Counts => new(_counts, StringComparer.Ordinal);

    /// <summary>Refusals by code.</summary>
    public SortedDictionary<string, long> Refusals => new(_refusals, StringComparer.Ordinal);

    /// <summary>Notices by kind.</summary>
    public SortedDictionary<string, long> Notices => new(_notices, StringComparer.Ordinal);

    /// <summary>Every wish, in the order of the first report.</summary>
    public IEnumerable<Journey> Journeys => _journeys.Values;

    public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy)
    {
        Count(_counts, outcome.IsAccepted ? "commandsAccepted" : "commandsRefused");
        if (outcome.Refusal is { } refusal)
        {
            Count(_refusals, refusal.Code);
        }
    }

    public void OnEvent(RecordedEvent recorded, Command command)
    {
        Count(_counts, "events");
        if (NameOf(recorded.Event) is { } name)
        {
            Count(_counts, name);
        }

        Follow(recorded.Stream.Value, recorded.Event);
    }

    public void OnNotice(NoticeIntent notice, Instant at, long? cause)
    {
        Count(_counts, "notices");
        Count(_notices, EnumText.Of(notice.Kind));
        if (notice.Kind == NoticeKind.DateApproaching)
        {
            Count(_counts, "reminders");
        }
    }

    public void OnDue(Due due)
    {
        // What is due is counted when it is done.
    }

    private static void Count(Dictionary<string, long> counts, string name) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _)++;

    private static string? NameOf(DomainEvent happened) =>
        happened switch
        {
            WaitingEntryEvent.EntryPlaced { Because: PlacedBecause.Joined } => "placed",
            WaitingEntryEvent.EntryPlaced or WaitingEntryEvent.EntryReturned => "returned",
            WaitingEntryEvent.EntryReinstated => "reinstated",
            WaitingEntryEvent.CriteriaChanged => "criteriaChanged",
            WaitingEntryEvent.MedicalCategoryChanged => "categoryChanged",
            AppointmentEvent.AppointmentBooked booked => NameOf(booked.Origin),
            AppointmentEvent.AppointmentRescheduled => "rescheduled",
            AppointmentEvent.AppointmentCancelled { Reason: null } => "cancelledByPatient",
            AppointmentEvent.AppointmentCancelled => "cancelledByPlace",
            AppointmentEvent.AppointmentFulfilled => "fulfilled",
            AppointmentEvent.AppointmentMissed missed => NameOf(missed.Fault),
            CentralReportEvent.ReportClosed { Reason: ReportClosure.Withdrawn } => "withdrawn",
            CentralReportEvent.ReportClosed { Reason: ReportClosure.ReferralEnded } => "referralEnded",
            SlotEvent.SlotPublished { Kind: SlotKind.FirstTime } => "slotsPublished",
            SlotEvent.SlotReleased => "slotsReleased",
            _ => null,
        };

    private static string NameOf(BookingOrigin origin) =>
        origin switch
        {
            BookingOrigin.Public => "bookedPublicly",
            BookingOrigin.WaitingRoom => "assigned",
            BookingOrigin.InitialLoad => "initialLoad",
            BookingOrigin.OutOfTurn => "bookedOutOfTurn",
            BookingOrigin.Treatment => "bookedContinuing",
            BookingOrigin.SameDay => "registeredSameDay",
        };

    private static string NameOf(Fault fault) =>
        fault switch
        {
            Fault.Patient => "missedByPatient",
            Fault.NotPatient => "missedNotByPatient",
            Fault.Undetermined => "missedUndetermined",
        };

    private void Follow(Guid id, DomainEvent happened)
    {
        switch (happened)
        {
            case CentralReportEvent.ReportFiled filed:
                _journeys[new ReportId(id)] = new Journey(filed.Patient, filed.Order.Since, filed.Category);
                break;
            case AppointmentEvent.AppointmentBooked { Report: { } report } booked:
                _reports[new AppointmentId(id)] = report;
                Date(report, booked.Start, booked.Place, booked.At);
                break;
            case AppointmentEvent.AppointmentRescheduled moved when JourneyOf(id, out var report):
                Date(report, moved.Start, moved.Place, moved.At);
                break;
            case AppointmentEvent.AppointmentCancelled when JourneyOf(id, out var report):
                (_journeys[report].Start, _journeys[report].Place) = (null, null);
                break;
            case AppointmentEvent.AppointmentFulfilled when JourneyOf(id, out var report):
                _journeys[report].Seen = true;
                break;
            case CentralReportEvent.ReportClosed { Reason: not ReportClosure.Fulfilled }:
                _journeys[new ReportId(id)].GivenUp = true;
                break;
            case CentralReportEvent.ReportReopened:
                _journeys[new ReportId(id)].GivenUp = false;
                break;
        }
    }

    private bool JourneyOf(Guid appointment, out ReportId report) =>
        _reports.TryGetValue(new AppointmentId(appointment), out report);

    private void Date(ReportId report, LocalDateTime start, PlaceId place, Instant at)
    {
        var journey = _journeys[report];
        journey.DatedAt ??= at;
        (journey.Start, journey.Place) = (start, place);
    }
}
