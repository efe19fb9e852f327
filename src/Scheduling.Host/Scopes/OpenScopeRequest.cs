using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Scopes;

/// <summary>A service joins the central registration under a policy.</summary>
internal sealed record OpenScopeRequest(ScopeCode Scope, PolicyRef Policy) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<OpenScope, OpenScopeRequest>(
        "/booking-windows", Operator) with
    {
        Summary = "A service joins the central registration under a policy.",
        Example = new(Body: () => new OpenScopeRequest(Examples.NewScope, Examples.Policy)),
    };

    public IOperation ToOperation(Call call) =>
        new OpenScope(Scope, Policy);
}
