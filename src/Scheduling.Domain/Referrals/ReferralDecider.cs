using System.Diagnostics;
using static Scheduling.Domain.Referrals.Referral;
using static Scheduling.Domain.Referrals.ReferralCommand;
using static Scheduling.Domain.Referrals.ReferralEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.Referrals.ReferralEvent>;

namespace Scheduling.Domain.Referrals;

/// <summary>The rules of one referral.</summary>
public static class ReferralDecider
{
    public static Decision Decide(ReferralCommand command, Referral state, Circumstances now) =>
        command switch
        {
            IssueReferral issue => Decide(issue, state, now),
            HoldReferral hold => Decide(hold, state, now),
            HoldForFurther hold => Decide(hold, state, now),
            ReleaseReferral => Release(state, now),
            FulfilReferral fulfil => Decide(fulfil, state, now),
            CancelReferral cancel => Decide(cancel, state, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(IssueReferral issue, Referral state, Circumstances now) =>
        state is Absent
            ? new ReferralIssued(issue.Patient, issue.Scope, issue.Form, issue.Category, issue.Card, now.Now)
            : new AlreadySo();

    private static Decision Decide(HoldReferral hold, Referral state, Circumstances now) =>
        state switch
        {
            Issued => new ReferralHeld(hold.Place, now.Now),
            Held held when held.Place == hold.Place => new AlreadySo(),
            Held => new ReferralHeld(hold.Place, now.Now),
            // The patient keeps a date that stands when the referral ends, and may move it (assumed).
            Cancelled => new AlreadySo(),
            _ => Refusals.ReferralNotIssued,
        };

    private static Decision Decide(HoldForFurther hold, Referral state, Circumstances now) =>
        state switch
        {
            Held held when held.Place != hold.Place => Refusals.ReferralNotHeldHere,
            Held held when held.Further.Contains(hold.Visit) => new AlreadySo(),
            Held held => new ReferralHeld(held.Place, now.Now, hold.Visit),
            _ => Refusals.ReferralNotHeldHere,
        };

    private static Decision Release(Referral state, Circumstances now) =>
        state switch
        {
            Held => new ReferralReleased(now.Now),
            Issued or Cancelled => new AlreadySo(),
            _ => Refusals.ReferralNotIssued,
        };

    private static Decision Decide(FulfilReferral fulfil, Referral state, Circumstances now) =>
        state switch
        {
            Held held when held.Place == fulfil.Place => new ReferralFulfilled(now.Now),
            Fulfilled => new AlreadySo(),
            _ => Refusals.ReferralNotHeldHere,
        };

    private static Decision Decide(CancelReferral cancel, Referral state, Circumstances now) =>
        state switch
        {
            Issued or Held => new ReferralCancelled(cancel.Reason, now.Now),
            Cancelled => new AlreadySo(),
            _ => Refusals.ReferralNotIssued,
        };
}
