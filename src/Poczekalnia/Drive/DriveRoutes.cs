namespace Poczekalnia.Drive;

/// <summary>Where a served engine is asked for an operation.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The address; what stands in braces is a member of the operation.</param>
/// <param name="Makes">The member of the operation that names what it makes; empty where it makes nothing.</param>
/// <param name="Asks">The kind of token that the address takes where the actor's own is not taken.</param>
internal sealed record DriveRoute(string Method, string Pattern, string Makes = "", string Asks = "");

/// <summary>The addresses of all operations that come from outside; <c>docs/http.md</c> says the same.</summary>
internal static class DriveRoutes
{
    public static IReadOnlyDictionary<string, DriveRoute> All { get; } = new Dictionary<string, DriveRoute>
    {
        ["register-place"] = new("POST", "/service-places", "place", "operator"),
        ["activate-place"] = new("POST", "/service-places/{place}/activate"),
        ["suspend-place"] = new("POST", "/service-places/{place}/suspend"),
        ["resume-place"] = new("POST", "/service-places/{place}/resume"),
        ["move-place"] = new("POST", "/service-places/{place}/move"),
        ["set-notification-endpoint"] = new("PUT", "/service-places/{place}/notification-endpoint"),
        ["end-contract"] = new("POST", "/service-places/{place}/contract-end"),
        ["cancel-days"] = new("POST", "/service-places/{place}/cancelled-days", "process"),
        ["publish-slot"] = new("POST", "/slots", "slot"),
        ["publish-day-plan"] = new("POST", "/service-places/{place}/day-plans"),
        ["withdraw-slot"] = new("POST", "/slots/{slot}/withdraw"),
        ["open-scope"] = new("POST", "/booking-windows", "", "operator"),
        ["adopt-policy"] = new("POST", "/booking-windows/policy", "", "operator"),
        ["issue-referral"] = new("POST", "/referrals", "referral"),
        ["cancel-referral"] = new("POST", "/referrals/{referral}/cancel"),
        ["close-referral"] = new("POST", "/service-places/{place}/referrals/{referral}/close"),
        ["join-waiting-room"] = new("POST", "/waiting-entries", "entry"),
        ["change-criteria"] = new("PUT", "/reports/{report}/entries/{entry}/criteria"),
        ["change-category"] = new("PUT", "/reports/{report}/category"),
        ["issue-forecast"] = new("POST", "/reports/{report}/forecast", "", "operator"),
        ["withdraw-entry"] = new("POST", "/waiting-entries/{entry}/withdraw"),
        ["reinstate-entry"] = new("POST", "/appointments/{appointment}/reinstate"),
        ["book-publicly"] = new("POST", "/appointments", "appointment"),
        ["book-out-of-turn"] = new("POST", "/service-places/{place}/out-of-turn", "appointment"),
        ["book-continuing"] = new("POST", "/appointments/continuing", "appointment"),
        ["load-appointment"] = new("POST", "/service-places/{place}/loaded-appointments", "appointment"),
        ["register-same-day"] = new("POST", "/service-places/{place}/same-day", "appointment"),
        ["cancel-by-patient"] = new("POST", "/appointments/{appointment}/cancel", "", "patient"),
        ["cancel-by-place"] = new("POST", "/appointments/{appointment}/cancel-by-place"),
        ["reschedule-by-patient"] = new("POST", "/appointments/{appointment}/reschedule", "", "patient"),
        ["reschedule-by-place"] = new("POST", "/appointments/{appointment}/reschedule-by-place"),
        ["fulfil-appointment"] = new("POST", "/appointments/{appointment}/fulfil"),
        ["miss-appointment"] = new("POST", "/appointments/{appointment}/miss"),
    };
}
