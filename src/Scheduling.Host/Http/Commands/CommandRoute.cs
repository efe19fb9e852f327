using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Http.Commands;

/// <summary>An address at which an operation is asked for.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The address; what stands in braces is an identity.</param>
/// <param name="Operation">The operation behind it.</param>
/// <param name="Request">The type of the body.</param>
/// <param name="Roles">Who may ask; the rules then say whether.</param>
/// <param name="Made">What the operation makes, for the answer's Location; nothing where it makes nothing.</param>
internal sealed record CommandRoute(
    string Method,
    string Pattern,
    Type Operation,
    Type Request,
    IReadOnlyCollection<AccessRole> Roles,
    Func<IOperation, StreamId?> Made)
{
    /// <summary>The public name of the operation, which is the route's too.</summary>
    public string Name => OperationNames.All.Single(pair => pair.Value == Operation).Key;

    /// <summary>A route that changes what there is.</summary>
    public static CommandRoute Post<TOperation, TRequest>(string pattern, params AccessRole[] roles)
        where TOperation : IOperation
        where TRequest : IRequest =>
        new("POST", pattern, typeof(TOperation), typeof(TRequest), roles, _ => null);

    /// <summary>A route that makes something.</summary>
    public static CommandRoute Make<TOperation, TRequest>(
        string pattern, Func<TOperation, StreamId> made, params AccessRole[] roles)
        where TOperation : IOperation
        where TRequest : IRequest =>
        new("POST", pattern, typeof(TOperation), typeof(TRequest), roles, operation => made((TOperation)operation));

    /// <summary>A route that sets something to a value.</summary>
    public static CommandRoute Put<TOperation, TRequest>(string pattern, params AccessRole[] roles)
        where TOperation : IOperation
        where TRequest : IRequest =>
        new("PUT", pattern, typeof(TOperation), typeof(TRequest), roles, _ => null);
}
