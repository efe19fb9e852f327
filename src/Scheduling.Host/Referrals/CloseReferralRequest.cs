using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Referrals;

/// <summary>The treatment is over: nothing more is booked on the referral.</summary>
internal sealed record CloseReferralRequest() : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<CloseReferral, CloseReferralRequest>(
        "/service-places/{place:guid}/referrals/{referral:guid}/close", Staff, Administrator, Integrator, Operator) with
    {
        Summary = "The treatment is over: nothing more is booked on the referral.",
    };

    public IOperation ToOperation(Call call) =>
        new CloseReferral(call.Referral, call.Place);
}
