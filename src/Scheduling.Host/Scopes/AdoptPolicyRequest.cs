using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Scopes;

/// <summary>A scope goes over to another policy; whoever waits is tried again.</summary>
internal sealed record AdoptPolicyRequest(ScopeCode Scope, PolicyRef Policy) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<AdoptPolicy, AdoptPolicyRequest>(
        "/booking-windows/policy", Operator) with
    {
        Summary = "A scope goes over to another policy; whoever waits is tried again.",
        Example = new(Body: () => new AdoptPolicyRequest(Examples.Scope, Examples.Policy)),
    };

    public IOperation ToOperation(Call call) =>
        new AdoptPolicy(Scope, Policy);
}
