using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization.Writers;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Serialization;

/// <summary>The name under which one type of event is stored; within one kind of stream it is unique.</summary>
public sealed record EventName(StreamKind Stream, string Name, Type Type);

/// <summary>The stored names of all events, written out: a record may be renamed, its stored name never.</summary>
public static class EventNames
{
    /// <summary>Every event, stream by stream, as life goes.</summary>
    public static IReadOnlyList<EventName> All { get; } =
    [
        new(StreamKind.Place, "service_place_registered", typeof(ServicePlaceEvent.ServicePlaceRegistered)),
        new(StreamKind.Place, "service_place_activated", typeof(ServicePlaceEvent.ServicePlaceActivated)),
        new(StreamKind.Place, "service_place_suspended", typeof(ServicePlaceEvent.ServicePlaceSuspended)),
        new(StreamKind.Place, "service_place_resumed", typeof(ServicePlaceEvent.ServicePlaceResumed)),
        new(StreamKind.Place, "contract_ended", typeof(ServicePlaceEvent.ContractEnded)),
        new(StreamKind.Place, "contract_settled", typeof(ServicePlaceEvent.ContractSettled)),
        new(StreamKind.Place, "service_place_moved", typeof(ServicePlaceEvent.ServicePlaceMoved)),
        new(StreamKind.Place, "notification_endpoint_set", typeof(ServicePlaceEvent.NotificationEndpointSet)),

        new(StreamKind.Window, "scope_opened", typeof(BookingWindowEvent.ScopeOpened)),
        new(StreamKind.Window, "policy_adopted", typeof(BookingWindowEvent.PolicyAdopted)),
        new(StreamKind.Window, "window_advanced", typeof(BookingWindowEvent.WindowAdvanced)),
        new(StreamKind.Window, "window_swept", typeof(BookingWindowEvent.WindowSwept)),

        new(StreamKind.Slot, "slot_published", typeof(SlotEvent.SlotPublished)),
        new(StreamKind.Slot, "slot_assigned", typeof(SlotEvent.SlotAssigned)),
        new(StreamKind.Slot, "slot_booked", typeof(SlotEvent.SlotBooked)),
        new(StreamKind.Slot, "slot_freed", typeof(SlotEvent.SlotFreed)),
        new(StreamKind.Slot, "slot_released", typeof(SlotEvent.SlotReleased)),
        new(StreamKind.Slot, "slot_consumed", typeof(SlotEvent.SlotConsumed)),
        new(StreamKind.Slot, "slot_withdrawn", typeof(SlotEvent.SlotWithdrawn)),

        new(StreamKind.Appointment, "appointment_booked", typeof(AppointmentEvent.AppointmentBooked)),
        new(StreamKind.Appointment, "appointment_rescheduled", typeof(AppointmentEvent.AppointmentRescheduled)),
        new(StreamKind.Appointment, "appointment_cancelled", typeof(AppointmentEvent.AppointmentCancelled)),
        new(StreamKind.Appointment, "appointment_fulfilled", typeof(AppointmentEvent.AppointmentFulfilled)),
        new(StreamKind.Appointment, "appointment_missed", typeof(AppointmentEvent.AppointmentMissed)),

        new(StreamKind.Entry, "entry_placed", typeof(WaitingEntryEvent.EntryPlaced)),
        new(StreamKind.Entry, "criteria_changed", typeof(WaitingEntryEvent.CriteriaChanged)),
        new(StreamKind.Entry, "medical_category_changed", typeof(WaitingEntryEvent.MedicalCategoryChanged)),
        new(StreamKind.Entry, "entry_assigned", typeof(WaitingEntryEvent.EntryAssigned)),
        new(StreamKind.Entry, "entry_returned", typeof(WaitingEntryEvent.EntryReturned)),
        new(StreamKind.Entry, "entry_withdrawn", typeof(WaitingEntryEvent.EntryWithdrawn)),
        new(StreamKind.Entry, "entry_removed", typeof(WaitingEntryEvent.EntryRemoved)),
        new(StreamKind.Entry, "entry_reinstated", typeof(WaitingEntryEvent.EntryReinstated)),

        new(StreamKind.Report, "report_filed", typeof(CentralReportEvent.ReportFiled)),
        new(StreamKind.Report, "medical_category_changed", typeof(CentralReportEvent.MedicalCategoryChanged)),
        new(StreamKind.Report, "criteria_changed", typeof(CentralReportEvent.CriteriaChanged)),
        new(StreamKind.Report, "forecast_issued", typeof(CentralReportEvent.ForecastIssued)),
        new(StreamKind.Report, "report_closed", typeof(CentralReportEvent.ReportClosed)),
        new(StreamKind.Report, "report_reopened", typeof(CentralReportEvent.ReportReopened)),

        new(StreamKind.Referral, "referral_issued", typeof(ReferralEvent.ReferralIssued)),
        new(StreamKind.Referral, "referral_held", typeof(ReferralEvent.ReferralHeld)),
        new(StreamKind.Referral, "referral_released", typeof(ReferralEvent.ReferralReleased)),
        new(StreamKind.Referral, "referral_fulfilled", typeof(ReferralEvent.ReferralFulfilled)),
        new(StreamKind.Referral, "referral_cancelled", typeof(ReferralEvent.ReferralCancelled)),

        new(StreamKind.Process, "process_started", typeof(ProcessEvent.ProcessStarted)),
        new(StreamKind.Process, "process_ended", typeof(ProcessEvent.ProcessEnded)),
    ];

    private static readonly FrozenDictionary<Type, Stored> ByType =
        All.ToFrozenDictionary(name => name.Type, name => new Stored(name));

    private static readonly FrozenDictionary<(StreamKind, string), Type> ByName =
        All.ToFrozenDictionary(name => (name.Stream, name.Name), name => name.Type);

    /// <summary>The stored name of an event.</summary>
    public static string NameOf(DomainEvent happened) =>
        happened is UnknownEvent unknown ? unknown.Type : ByType[happened.GetType()].Name.Name;

    /// <summary>The stored name of an event, in UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8NameOf(DomainEvent happened) =>
        happened is UnknownEvent unknown
            ? Encoding.UTF8.GetBytes(unknown.Type)
            : ByType[happened.GetType()].Utf8;

    /// <summary>The record of a stored name; nothing when this version does not know it.</summary>
    public static Type? TypeOf(StreamKind stream, string name) => ByName.GetValueOrDefault((stream, name));

    internal static JsonTypeInfo TypeInfoOf(Type type) => ByType[type].TypeInfo;

    internal static CanonicalWriter WriterOf(Type type) => ByType[type].Writer;

    private sealed class Stored(EventName name)
    {
        public EventName Name { get; } = name;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name.Name);

        public JsonTypeInfo TypeInfo { get; } = CanonicalJson.TypeInfo(name.Type);

        public CanonicalWriter Writer { get; } = CanonicalWriter.Of(name.Type);
    }
}
