using NodaTime;
using NodaTime.Text;

namespace Scheduling.Domain;

/// <summary>
/// Every way the engine says no. Codes are public and never change their meaning; their sentences stand in
/// <see cref="RefusalText"/>.
/// </summary>
public static class Refusals
{
    // Commands in general.
    public static Refusal StreamInconsistent(StreamId stream) =>
        Of("stream-inconsistent", ("stream", stream.ToString()));
    public static Refusal NotFound(StreamId stream) => Of("not-found", ("stream", stream.ToString()));
    public static Refusal AlreadyExists(StreamId stream) => Of("already-exists", ("stream", stream.ToString()));
    public static Refusal Busy { get; } = Of("busy");
    public static Refusal KeyReused { get; } = Of("key-reused");
    public static Refusal StaleVersion(StreamId stream, long version) =>
        Of("stale-version", ("stream", stream.ToString()), ("version", Text(version)));
    public static Refusal Malformed(string field, string why) => Of("malformed", ("field", field), ("why", why));
    public static Refusal ReasonMissing { get; } = Of("reason-missing");
    public static Refusal ReasonNotAllowed(string reason) => Of("reason-not-allowed", ("reason", reason));

    // Who and by which channel (states.md §4).
    public static Refusal ChannelNotAllowed(string use) => Of("channel-not-allowed", ("use", use));
    public static Refusal ActorNotAllowed(string who) => Of("actor-not-allowed", ("who", who));
    public static Refusal OtherPlace(PlaceId place) => Of("other-place", ("place", place.ToString()));
    public static Refusal NotTheReminded { get; } = Of("not-the-reminded-appointment");

    // Patients and their reports.
    public static Refusal NoContact { get; } = Of("no-contact");
    public static Refusal NoConsent { get; } = Of("no-consent");
    public static Refusal ReportAlreadyOpen { get; } = Of("report-already-open");
    public static Refusal ReportNotOpen { get; } = Of("report-not-open");
    public static Refusal NotEligible(string why) => Of("not-eligible", ("why", why));
    public static Refusal NotTheHolder { get; } = Of("not-the-patient");
    public static Refusal RegistrationDateInvalid { get; } = Of("registration-date-invalid");

    // Referrals.
    public static Refusal ReferralMissing { get; } = Of("referral-missing");
    public static Refusal ReferralNotIssued { get; } = Of("referral-not-issued");
    public static Refusal ReferralNotHeldHere { get; } = Of("referral-not-held-here");
    public static Refusal ReferralOfOtherScope { get; } = Of("referral-of-other-scope");
    public static Refusal ReferralInUse { get; } = Of("referral-in-use");

    // Places and scopes.
    public static Refusal PlaceNotActive { get; } = Of("place-not-active");
    public static Refusal PlaceAlreadyActive { get; } = Of("place-already-active");
    public static Refusal PlaceLacksScope(ScopeCode scope) => Of("place-lacks-scope", ("scope", scope.Value));
    public static Refusal ContractEnded(LocalDate from) => Of("contract-ended", ("from", Text(from)));
    public static Refusal ContractNotEnded { get; } = Of("contract-not-ended");
    public static Refusal MembersLeft(int left) => Of("members-left", ("left", Text(left)));
    public static Refusal EndpointNotPublic { get; } = Of("endpoint-not-public");
    public static Refusal ScopeNotOpen(ScopeCode scope) => Of("scope-not-open", ("scope", scope.Value));
    public static Refusal WaitingRoomOff { get; } = Of("waiting-room-off");

    // Slots.
    public static Refusal BeyondWindow(LocalDate lastDay) => Of("beyond-window", ("lastDay", Text(lastDay)));
    public static Refusal SlotTaken { get; } = Of("slot-taken");
    public static Refusal SlotNotFree { get; } = Of("slot-not-free");
    public static Refusal SlotHeldBack { get; } = Of("slot-held-back");
    public static Refusal SlotOfOtherKind { get; } = Of("slot-of-other-kind");
    public static Refusal SlotOfOtherScope { get; } = Of("slot-of-other-scope");
    public static Refusal SlotOver { get; } = Of("slot-over");
    public static Refusal SlotNotDue { get; } = Of("slot-not-due");
    public static Refusal AgeOutside(AgeRange ages) => Of("age-outside", ("ages", ages.ToString()));
    public static Refusal PlanTooLong(int most) => Of("plan-too-long", ("most", Text(most)));

    // Appointments and entries.
    public static Refusal AppointmentNotBooked { get; } = Of("appointment-not-booked");
    public static Refusal EntryNotWaiting { get; } = Of("entry-not-waiting");
    public static Refusal EntryDoesNotFit(string rule) => Of("entry-does-not-fit", ("rule", rule));
    public static Refusal TooEarly(LocalDateTime from) => Of("too-early", ("from", Text(from)));
    public static Refusal TooLate(LocalDate lastDay) => Of("too-late", ("lastDay", Text(lastDay)));
    public static Refusal OutOfTurnDeadline(LocalDate lastDay) =>
        Of("out-of-turn-deadline", ("lastDay", Text(lastDay)));
    public static Refusal EntitledChangesAtPlace { get; } = Of("entitled-changes-at-place");
    public static Refusal EntitlementMissing { get; } = Of("entitlement-missing");
    public static Refusal FaultAlreadySettled { get; } = Of("fault-already-settled");
    public static Refusal NotRemovedForNoShow { get; } = Of("not-removed-for-no-show");

    private static Refusal Of(string code, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var list = new RefusalArgument[arguments.Length];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = new RefusalArgument(arguments[i].Name, arguments[i].Value);
        }

        return new Refusal(code, ValueList.From(list));
    }

    private static string Text(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Text(LocalDateTime at) => LocalDateTimePattern.GeneralIso.Format(at);

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
