using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;

namespace Scheduling.Domain.Operations;

/// <summary>Who may do what by which channel (states.md §4).</summary>
internal static class Permissions
{
    /// <summary>The refusal of an act by this actor and channel, or nothing.</summary>
    /// <param name="contacts">What kinds of contact the patient left.</param>
    /// <param name="form">What the referral is written on.</param>
    public static Refusal? Refuse(
        Act act, Circumstances now, ValueList<ContactKind> contacts, ReferralForm form = ReferralForm.Electronic)
    {
        var by = now.By;
        if (by.Role == ActorRole.System)
        {
            return null;
        }

        var allowed = now.Policy.Channels.For(act);
        return allowed.AsSpan().Contains(by.Channel) && IsUsable(by.Channel, act, now, contacts, form)
            ? RefuseRole(by)
            : Refusals.ChannelNotAllowed(ChannelTable.NamesOf(UsableOf(allowed, act, now, contacts, form)));
    }

    /// <summary>
    /// The refusal of what only the patient can want, or nothing: the patient or a third person, by whatever channel.
    /// </summary>
    public static Refusal? RefuseUnlessForPatient(Actor by) =>
        by.Role.SpeaksForPatient() ? null : Refusals.ActorNotAllowed("patient or third person");

    /// <summary>The refusal of what only the staff of one place may do, or nothing.</summary>
    public static Refusal? RefuseUnlessStaffOf(PlaceId place, Actor by) =>
        by.Role == ActorRole.System || by.IsStaffOf(place) ? null
        : by.IsStaff ? Refusals.OtherPlace(place)
        : Refusals.ActorNotAllowed("staff of the place");

    /// <summary>The refusal of what only the administrator of one place may do, or nothing.</summary>
    public static Refusal? RefuseUnlessAdministratorOf(PlaceId place, Actor by) =>
        by.Role == ActorRole.System || (by.Role == ActorRole.Administrator && by.IsStaffOf(place)) ? null
        : Refusals.ActorNotAllowed("administrator of the place");

    /// <summary>
    /// The refusal of what only the issuer of a referral does, or nothing: staff of any place, or the engine, which
    /// hears of it from elsewhere.
    /// </summary>
    public static Refusal? RefuseUnlessIssuer(Actor by) =>
        by.Role == ActorRole.System || by.IsStaff ? null : Refusals.ActorNotAllowed("the issuer of the referral");

    /// <summary>The refusal of what only the engine's own operator does, or nothing.</summary>
    public static Refusal? RefuseUnlessSystem(Actor by) =>
        by.Role == ActorRole.System ? null : Refusals.ActorNotAllowed("system");

    private static IEnumerable<Channel> UsableOf(
        ValueList<Channel> allowed, Act act, Circumstances now, ValueList<ContactKind> contacts, ReferralForm form) =>
        allowed.Where(channel => IsUsable(channel, act, now, contacts, form));

    /// <summary>Whether a channel that the table allows can be used by this patient for this referral today.</summary>
    private static bool IsUsable(
        Channel channel, Act act, Circumstances now, ValueList<ContactKind> contacts, ReferralForm form) =>
        (channel == Channel.Place || form == ReferralForm.Electronic || !NeedsPlaceOnPaper(act))
        // For patients with a landline only, from a date on (Dz.U. 2026 poz. 859).
        && (channel != Channel.Voice || (now.Today >= now.Policy.VoiceFrom && Contacts.IsLandlineOnly(contacts)));

    // Art. 23e(5).
    private static bool NeedsPlaceOnPaper(Act act) => act is Act.BookFirstTime or Act.Join or Act.Withdraw;

    private static Refusal? RefuseRole(Actor by) =>
        by.Channel switch
        {
            Channel.Ikp or Channel.MojeIkp or Channel.Sms or Channel.Voice =>
                RefuseUnlessForPatient(by),
            Channel.Place => null,
            Channel.Internal => Refusals.ActorNotAllowed("system"),
        };
}
