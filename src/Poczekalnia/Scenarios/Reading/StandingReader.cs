using System.Reflection;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>The words for states, reasons and notices, as the manual lists them.</summary>
internal static class StandingReader
{
    public static readonly (string Name, NoticeWord Value)[] NoticeWords =
    [
        ("date-assigned", NoticeWord.DateAssigned),
        ("date-changed", NoticeWord.DateChanged),
        ("date-resigned", NoticeWord.DateResigned),
        ("put-on-list", NoticeWord.PutOnList),
        ("free-date-appeared", NoticeWord.FreeDateAppeared),
        ("forecast-date", NoticeWord.ForecastDate),
        ("report-withdrawn", NoticeWord.ReportWithdrawn),
        ("date-approaching", NoticeWord.DateApproaching),
        ("cancelled-by-place", NoticeWord.CancelledByPlace),
        ("removed", NoticeWord.Removed),
    ];

    // A refusal is made by a property or by a method with arguments; its code is the same whatever they are.
    private static readonly Lazy<SortedSet<string>> Codes = new(() => new SortedSet<string>(
        typeof(Refusals).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Refusal))
            .Select(method => ((Refusal)method.Invoke(null, [.. method.GetParameters().Select(DefaultOf)])!).Code),
        StringComparer.Ordinal));

    /// <summary>The codes of all refusals of the engine.</summary>
    public static SortedSet<string> RefusalCodes => Codes.Value;

    public static EntryStanding Entry(Part part) => part.OneOf(
        ("none", EntryStanding.None),
        ("waiting", EntryStanding.Waiting),
        ("assigned", EntryStanding.Assigned),
        ("withdrawn", EntryStanding.Withdrawn),
        ("removed", EntryStanding.Removed));

    public static AllocationClass Class(Part part) => part.OneOf(
        ("out-of-turn", AllocationClass.OutOfTurn),
        ("fast-track", AllocationClass.FastTrack),
        ("urgent", AllocationClass.Urgent),
        ("stable", AllocationClass.Stable));

    public static ReportStanding Report(Part part) => part.OneOf(
        ("none", ReportStanding.None), ("open", ReportStanding.Open), ("closed", ReportStanding.Closed));

    public static ReportClosure Closure(Part part) => part.OneOf(
        ("fulfilled", ReportClosure.Fulfilled),
        ("resigned", ReportClosure.Resigned),
        ("withdrawn", ReportClosure.Withdrawn),
        ("no-show", ReportClosure.NoShow),
        ("referral-ended", ReportClosure.ReferralEnded),
        ("not-realised", ReportClosure.NotRealised));

    public static ReferralStanding Referral(Part part) => part.OneOf(
        ("none", ReferralStanding.None),
        ("issued", ReferralStanding.Issued),
        ("held", ReferralStanding.Held),
        ("fulfilled", ReferralStanding.Fulfilled),
        ("cancelled", ReferralStanding.Cancelled));

    public static AppointmentStanding Appointment(Part part) => part.OneOf(
        ("none", AppointmentStanding.None),
        ("booked", AppointmentStanding.Booked),
        ("cancelled", AppointmentStanding.Cancelled),
        ("fulfilled", AppointmentStanding.Fulfilled),
        ("missed", AppointmentStanding.Missed));

    public static BookingOrigin Origin(Part part) => part.OneOf(
        ("public", BookingOrigin.Public),
        ("waiting-room", BookingOrigin.WaitingRoom),
        ("initial-load", BookingOrigin.InitialLoad),
        ("out-of-turn", BookingOrigin.OutOfTurn),
        ("treatment", BookingOrigin.Treatment),
        ("same-day", BookingOrigin.SameDay));

    public static Fault FaultOf(Part part) => part.OneOf(
        ("patient", Fault.Patient),
        ("not-patient", Fault.NotPatient),
        ("undetermined", Fault.Undetermined));

    public static SlotStanding Slot(Part part) => part.OneOf(
        ("not-visible", SlotStanding.NotVisible),
        ("locked", SlotStanding.Locked),
        ("held-back", SlotStanding.HeldBack),
        ("open", SlotStanding.Open),
        ("taken", SlotStanding.Taken),
        ("consumed", SlotStanding.Consumed),
        ("withdrawn", SlotStanding.Withdrawn),
        ("over", SlotStanding.Over));

    public static PlaceStanding Place(Part part) => part.OneOf(
        ("none", PlaceStanding.None),
        ("registered", PlaceStanding.Registered),
        ("active", PlaceStanding.Active),
        ("suspended", PlaceStanding.Suspended),
        ("ending", PlaceStanding.Ending),
        ("settled", PlaceStanding.Settled));

    public static PlaceNoticeKind PlaceNotice(Part part) => part.OneOf(
        ("booked-by-patient", PlaceNoticeKind.BookedByPatient),
        ("cancelled-by-patient", PlaceNoticeKind.CancelledByPatient),
        ("booked-by-another-place", PlaceNoticeKind.BookedByAnotherPlace),
        ("booked-from-waiting-room", PlaceNoticeKind.BookedFromWaitingRoom));

    public static NoticeWord Notice(Part part, string word)
    {
        foreach (var (name, value) in NoticeWords)
        {
            if (name == word)
            {
                return value;
            }
        }

        part.Wrong($"'{word}' is no notice.", Nearest.Cure(word, NoticeWords.Select(pair => pair.Name)));
        return NoticeWord.DateAssigned;
    }

    private static object? DefaultOf(ParameterInfo parameter) =>
        parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : "";
}
