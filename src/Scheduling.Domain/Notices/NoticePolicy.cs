using System.Diagnostics;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Appointments.AppointmentEvent;
using static Scheduling.Domain.Reports.CentralReportEvent;
using static Scheduling.Domain.WaitingRoom.WaitingEntryEvent;

namespace Scheduling.Domain.Notices;

/// <summary>
/// Which event is told to the patient as what (states.md §3, last column). Each kind hangs on one event only, so an
/// operation that writes several events never tells one thing twice.
/// </summary>
public static class NoticePolicy
{
    /// <summary>The notices of one event, one for every channel that the contacts allow (<i>assumed</i>).</summary>
    /// <param name="version">The number of the event within its stream.</param>
    public static IReadOnlyList<NoticeIntent> For(
        StreamId stream, long version, DomainEvent happened, NoticeSubject subject)
    {
        if (KindOf(happened) is not { } kind)
        {
            return [];
        }

        var (reason, days) = DetailsOf(happened);
        var recipient = new NoticeRecipient.ToPatient(subject.Patient);
        var notices = new List<NoticeIntent>();
        foreach (var channel in ChannelsOf(subject.Contacts))
        {
            notices.Add(new NoticeIntent(
                NoticeKey.Of(stream, version, kind, channel), kind, channel, recipient, subject.Appointment,
                subject.Start, subject.Place, reason, days));
        }

        return notices;
    }

    /// <summary>The notices of a reminder that is still due.</summary>
    public static IReadOnlyList<NoticeIntent> For(DueWork.SendReminder reminder, NoticeSubject subject) =>
    [
        .. ChannelsOf(subject.Contacts).Select(channel => new NoticeIntent(
            NoticeKey.OfReminder(reminder, channel), NoticeKind.DateApproaching, channel,
            new NoticeRecipient.ToPatient(subject.Patient), reminder.Appointment, reminder.Start, subject.Place,
            null, reminder.DaysBefore)),
    ];

    /// <summary>The channels that kinds of contact allow, in the order of <see cref="NoticeChannel"/>.</summary>
    public static IReadOnlyList<NoticeChannel> ChannelsOf(ValueList<ContactKind> contacts)
    {
        var channels = new List<NoticeChannel>();
        foreach (var contact in contacts.AsSpan())
        {
            if (ChannelOf(contact) is { } channel && !channels.Contains(channel))
            {
                channels.Add(channel);
            }
        }

        channels.Sort();
        return channels;
    }

    private static NoticeChannel? ChannelOf(ContactKind contact) =>
        contact switch
        {
            ContactKind.Mobile => NoticeChannel.Sms,
            ContactKind.Landline => null,
            ContactKind.Email => NoticeChannel.Email,
            ContactKind.Push => NoticeChannel.Push,
        };

    private static NoticeKind? KindOf(DomainEvent happened) =>
        happened switch
        {
            AppointmentEvent appointment => KindOf(appointment),
            CentralReportEvent report => KindOf(report),
            WaitingEntryEvent entry => KindOf(entry),
            SlotEvent or ReferralEvent or ServicePlaceEvent or BookingWindowEvent or ProcessEvent => null,
            UnknownEvent => null,
            _ => throw new UnreachableException(),
        };

    private static NoticeKind? KindOf(AppointmentEvent happened) =>
        happened switch
        {
            AppointmentBooked booked => KindOf(booked),
            AppointmentRescheduled => NoticeKind.DateChanged,
            AppointmentCancelled cancelled =>
                cancelled.By.SpeaksForPatient() ? NoticeKind.DateResigned : NoticeKind.CancelledByPlace,
            AppointmentFulfilled => null,

            // What follows for the patient is told by the entry that returns or the report that closes.
            AppointmentMissed => null,
            _ => throw new UnreachableException(),
        };

    private static NoticeKind? KindOf(AppointmentBooked booked) =>
        booked.Origin switch
        {
            BookingOrigin.Public => NoticeKind.DateAssigned,
            BookingOrigin.WaitingRoom => NoticeKind.FreeDateAppeared,

            // Assumed: the patient has known this date since before the place joined.
            BookingOrigin.InitialLoad => null,
            BookingOrigin.OutOfTurn => NoticeKind.DateAssigned,
            BookingOrigin.Treatment => NoticeKind.DateAssigned,
            BookingOrigin.SameDay =>
                WarsawTime.ToInstant(booked.Start) > booked.At ? NoticeKind.DateAssigned : null,
        };

    private static NoticeKind? KindOf(CentralReportEvent happened) =>
        happened switch
        {
            ReportFiled => null,
            CentralReportEvent.MedicalCategoryChanged => null,
            CentralReportEvent.CriteriaChanged => null,
            ForecastIssued => NoticeKind.ForecastDate,
            ReportClosed closed => KindOf(closed.Reason),
            ReportReopened => null,
            _ => throw new UnreachableException(),
        };

    private static NoticeKind? KindOf(ReportClosure reason) =>
        reason switch
        {
            ReportClosure.Fulfilled => null,

            // Told as the date resigned.
            ReportClosure.Resigned => null,
            ReportClosure.Withdrawn => NoticeKind.ReportWithdrawn,
            ReportClosure.NoShow => NoticeKind.Removed,
            ReportClosure.ReferralEnded => NoticeKind.ReportWithdrawn,

            // Told as cancelled by the place.
            ReportClosure.NotRealised => null,
        };

    private static NoticeKind? KindOf(WaitingEntryEvent happened) =>
        happened switch
        {
            EntryPlaced => NoticeKind.PutOnList,
            WaitingEntryEvent.CriteriaChanged => null,
            WaitingEntryEvent.MedicalCategoryChanged => null,

            // Told as the free date that appeared.
            EntryAssigned => null,
            EntryReturned => NoticeKind.PutOnList,

            // Told by the report that closes or the date resigned.
            EntryWithdrawn => null,
            EntryRemoved => null,
            EntryReinstated => NoticeKind.PutOnList,
            _ => throw new UnreachableException(),
        };

    private static (PlaceReason? Reason, int? Days) DetailsOf(DomainEvent happened) =>
        happened switch
        {
            AppointmentRescheduled rescheduled => (rescheduled.Reason, null),
            AppointmentCancelled cancelled => (cancelled.Reason, null),
            ForecastIssued forecast => (null, forecast.Days),
            _ => (null, null),
        };
}
