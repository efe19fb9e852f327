using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;

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
    /// <summary>What it does, as a sentence.</summary>
    public string Summary { get; init; } = "";

    /// <summary>One request that does well.</summary>
    public RouteExample Example { get; init; } = RouteExample.Plain;

    /// <summary>What the document of the API says of it.</summary>
    public RouteText Text =>
        new(Name, Summary, typeof(CommandAnswer.Body))
        {
            Roles = Roles, Request = Request, NeedsKey = true, Versioned = AddressedName, Example = Example,
            Status = IsMaking ? StatusCodes.Status201Created : StatusCodes.Status200OK,
        };

    private bool IsMaking { get; init; }

    /// <summary>The public name of the operation, which is the route's too.</summary>
    public string Name => OperationNames.All.Single(pair => pair.Value == Operation).Key;

    /// <summary>The record that the address ends with; its version is what If-Match speaks of.</summary>
    public StreamId? AddressedBy(Call call) =>
        AddressedName is { } name && StreamId.TryParse($"{name}/{call.Address[name]}", out var stream)
            ? stream
            : null;

    /// <summary>The name of that record's identity in the address.</summary>
    public string? AddressedName =>
        Pattern.LastIndexOf('{') is >= 0 and var start ? Pattern[(start + 1)..Pattern.IndexOf(':', start)] : null;

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
        new("POST", pattern, typeof(TOperation), typeof(TRequest), roles, operation => made((TOperation)operation))
        {
            IsMaking = true,
        };

    /// <summary>A route that sets something to a value.</summary>
    public static CommandRoute Put<TOperation, TRequest>(string pattern, params AccessRole[] roles)
        where TOperation : IOperation
        where TRequest : IRequest =>
        new("PUT", pattern, typeof(TOperation), typeof(TRequest), roles, _ => null);
}
