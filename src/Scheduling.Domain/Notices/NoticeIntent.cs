using System.Globalization;
using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Notices;

/// <summary>
/// What people are told. The first eight are those of the regulation (Dz.U. 2025 poz. 1871 § 4(1)), the next two are
/// ours (<i>assumed</i>), the last four go to a service place (pl. <i>notyfikacja</i>).
/// </summary>
public enum NoticeKind
{
    /// <summary>A date is fixed.</summary>
    DateAssigned,

    /// <summary>Another date replaces it.</summary>
    DateChanged,

    /// <summary>The patient gave the date up.</summary>
    DateResigned,

    /// <summary>The patient is on the list.</summary>
    PutOnList,

    /// <summary>A free date appeared for a patient on the list and was booked.</summary>
    FreeDateAppeared,

    /// <summary>How long it may take.</summary>
    ForecastDate,

    /// <summary>The report is withdrawn.</summary>
    ReportWithdrawn,

    /// <summary>The date comes near: the reminder.</summary>
    DateApproaching,

    /// <summary>The place took the date back.</summary>
    CancelledByPlace,

    /// <summary>Struck off after a missed visit.</summary>
    Removed,

    /// <summary>To a place: a patient booked.</summary>
    BookedByPatient,

    /// <summary>To a place: a patient cancelled.</summary>
    CancelledByPatient,

    /// <summary>To a place: another place booked.</summary>
    BookedByAnotherPlace,

    /// <summary>To a place: the waiting room booked.</summary>
    BookedFromWaitingRoom,
}

/// <summary>The way a notice takes. A landline takes none: the voice assistant or the place calls it.</summary>
public enum NoticeChannel
{
    /// <summary>A text message to a mobile telephone.</summary>
    Sms,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>The patient's account on the telephone.</summary>
    Push,

    /// <summary>The address where a place wants to be told (pl. <i>endpoint notyfikacji</i>).</summary>
    Endpoint,
}

/// <summary>Whom a notice is for.</summary>
public abstract record NoticeRecipient
{
    private NoticeRecipient() { }

    /// <summary>A patient; how to reach the patient stands with the personal data.</summary>
    public sealed record ToPatient(PatientId Patient) : NoticeRecipient
    {
        public override string ToString() => $"patient/{Patient}";
    }

    /// <summary>A service place.</summary>
    public sealed record ToPlace(PlaceId Place) : NoticeRecipient
    {
        public override string ToString() => $"place/{Place}";
    }
}

/// <summary>
/// One notice to be sent by one channel, without its text: that is made from the recipient's data when it is sent.
/// </summary>
/// <param name="Key">Sending twice under one key is sending once; see <see cref="NoticeKey"/>.</param>
/// <param name="Appointment">The appointment it speaks of, if it speaks of one.</param>
/// <param name="Start">The date it speaks of, local time in Poland.</param>
/// <param name="Place">The place of that date.</param>
/// <param name="Reason">Why the place changed or took back the date.</param>
/// <param name="Days">Of a reminder: days before the visit. Of a forecast: days it may take.</param>
public sealed record NoticeIntent(
    string Key,
    NoticeKind Kind,
    NoticeChannel Channel,
    NoticeRecipient Recipient,
    AppointmentId? Appointment = null,
    LocalDateTime? Start = null,
    PlaceId? Place = null,
    PlaceReason? Reason = null,
    int? Days = null);

/// <summary>The keys of notices: equal for the same notice, however often it is decided.</summary>
public static class NoticeKey
{
    /// <summary>One per causing event, kind and channel.</summary>
    /// <param name="version">The number of the event within its stream.</param>
    public static string Of(StreamId stream, long version, NoticeKind kind, NoticeChannel channel) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{StreamId.NameOf(stream.Kind)}/{stream.Value}@{version}/{EnumText.Of(kind)}/{EnumText.Of(channel)}");

    /// <summary>One per appointment, start, days before and channel.</summary>
    public static string OfReminder(DueWork.SendReminder reminder, NoticeChannel channel)
    {
        var (stream, start) = ((StreamId)reminder.Appointment, reminder.Start);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{StreamId.NameOf(stream.Kind)}/{stream.Value}/{start.Year:0000}-{start.Month:00}-{start.Day:00}T{
                start.Hour:00}:{start.Minute:00}:{start.Second:00}/{reminder.DaysBefore}/{EnumText.Of(channel)}");
    }
}
