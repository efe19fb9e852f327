using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Referrals;

/// <summary>The issuer takes a referral back, or it expires.</summary>
/// <param name="Entry">The entry that waits on it, if one does.</param>
internal sealed record CancelReferralRequest(ReferralEnd Reason, EntryId? Entry = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<CancelReferral, CancelReferralRequest>(
        "/referrals/{referral:guid}/cancel", Staff, Administrator, Integrator, Operator) with
    {
        Summary = "The issuer takes a referral back, or it expires.",
        Example = new(Body: () => new CancelReferralRequest(ReferralEnd.Cancelled)),
    };

    public IOperation ToOperation(Call call) =>
        new CancelReferral(call.Referral, Reason, Entry);
}
