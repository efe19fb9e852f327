using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Referrals;

/// <summary>A doctor sends a patient to a specialist.</summary>
internal sealed record IssueReferralRequest(
    PatientId Patient,
    ScopeCode Scope,
    ReferralForm Form,
    MedicalCategory Category,
    FastTrackCard? Card = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<IssueReferral, IssueReferralRequest>(
        "/referrals", made => made.Referral, Staff, Administrator, Integrator, Operator) with
    {
        Summary = "A doctor sends a patient to a specialist.",
        Example = new(Body: () => new IssueReferralRequest(
            Examples.Patient("issue-referral"), Examples.Scope, ReferralForm.Electronic, MedicalCategory.Stable)),
    };

    public IOperation ToOperation(Call call) =>
        new IssueReferral(new ReferralId(call.New("referral")), Patient, Scope, Form, Category, Card);
}
