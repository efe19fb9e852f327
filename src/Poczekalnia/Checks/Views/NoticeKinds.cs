namespace Poczekalnia.Checks.Views;

/// <summary>
/// The kinds of notice to patients (Dz.U. 2025 poz. 1871 § 4(1)), two of this project's own, and four to places.
/// </summary>
public static class NoticeKinds
{
    public const string DateAssigned = "date-assigned";
    public const string DateChanged = "date-changed";
    public const string DateResigned = "date-resigned";
    public const string PutOnList = "put-on-list";
    public const string FreeDateAppeared = "free-date-appeared";
    public const string Forecast = "forecast-date";
    public const string ReportWithdrawn = "report-withdrawn";
    public const string DateApproaching = "date-approaching";
    public const string DateCancelledByPlace = "cancelled-by-place";
    public const string Removed = "removed";

    public const string BookedByPatient = "booked-by-patient";
    public const string CancelledByPatient = "cancelled-by-patient";
    public const string BookedByAnotherPlace = "booked-by-another-place";
    public const string BookedFromWaitingRoom = "booked-from-waiting-room";

    private static readonly (ContactSet Contact, string Channel)[] Ways =
        [(ContactSet.Mobile, "sms"), (ContactSet.Email, "email"), (ContactSet.Push, "push")];

    /// <summary>The contacts that a notice can be sent to; a landline is rung by others.</summary>
    public static ContactSet Reachable => ContactSet.Mobile | ContactSet.Email | ContactSet.Push;

    /// <summary>The contact that a channel of notices uses; none for a channel of another kind.</summary>
    public static ContactSet ContactOf(string channel)
    {
        foreach (var way in Ways)
        {
            if (way.Channel == channel)
            {
                return way.Contact;
            }
        }

        return ContactSet.None;
    }

    /// <summary>The channels of some contacts, joined.</summary>
    public static string ChannelsOf(ContactSet contacts)
    {
        var channels = Ways.Where(way => contacts.HasFlag(way.Contact)).Select(way => way.Channel);
        return string.Join(", ", channels) is { Length: > 0 } text ? text : "no channel";
    }
}
