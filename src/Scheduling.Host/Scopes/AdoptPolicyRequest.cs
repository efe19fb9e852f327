using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Scopes;

/// <summary>A scope goes over to another policy; whoever waits is tried again.</summary>
internal sealed record AdoptPolicyRequest(ScopeCode Scope, PolicyRef Policy) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<AdoptPolicy, AdoptPolicyRequest>(
        "/booking-windows/policy", Operator);

    public IOperation ToOperation(Call call) =>
        new AdoptPolicy(Scope, Policy);
}
