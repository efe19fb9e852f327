using System.Globalization;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Registers;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// The one way from a request to an operation and back: who asks, whether the request came before, what it says, what
/// the rules answer. It knows no operation.
/// </summary>
/// <param name="takesArguments">Whether callers may give what would be made for them; see <see cref="GivenArguments"/>.
/// </param>
internal sealed class CommandEndpoint(
    CommandRoute route, RequestLedger ledger, NamedStreams streams, Executor executor, EligibilityDesk desk,
    bool takesArguments)
{
    /// <summary>The header with the caller's name for the request.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>Characters of a key: more than any identity that somebody makes up.</summary>
    public const int KeyMax = 200;

    /// <summary>Bytes of a body: a day plan of 200 slots takes 50 000.</summary>
    public const int BodyMax = 256 * 1024;

    /// <summary>The caller's name for a request, or the answer to one that has none.</summary>
    public static HttpProblem? ReadKey(HttpContext context, out string key)
    {
        key = context.Request.Headers[KeyHeader].ToString();
        return key.Length is 0 or > KeyMax
            ? HttpProblem.Of("key-missing", context, ("most", KeyMax.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    public async Task Handle(HttpContext context) => await (await Answer(context)).ExecuteAsync(context);

    private async Task<IResult> Answer(HttpContext context)
    {
        if (Doorkeeper.Admit(context, route.Roles, out var caller) is { } turnedAway)
        {
            return turnedAway;
        }

        if (ReadKey(context, out var key) is { } keyless)
        {
            return keyless;
        }

        var (body, wrong) = await RequestBody.Read(context, BodyMax);
        if (wrong is not null)
        {
            return wrong;
        }

        if (RequestBody.Parse(body, route.Request, out var malformed) is not IRequest request)
        {
            return HttpProblem.Of(malformed!, context);
        }

        if (GivenArguments.Of(context, takesArguments, out var given) is { } notGiven)
        {
            return HttpProblem.Of(notGiven, context);
        }

        var call = new Call(caller, key, 0, AddressOf(context)) { Given = given };
        var expected = IfMatch.Read(context, route.AddressedBy(call), out malformed);
        if (malformed is not null)
        {
            return HttpProblem.Of(malformed, context);
        }

        var id = Call.CommandOf(caller, key);
        if (await ledger.Open(id, SaidBeside(context), body, context.RequestAborted) is not { } number)
        {
            return HttpProblem.Of(Refusals.KeyReused, context);
        }

        call = call with { Number = given.Number ?? number };
        if (request.Check(call) is { } refusal)
        {
            return HttpProblem.Of(refusal, context);
        }

        // Whose the records are, and whether a register is to be asked: one look tells both. What the register says has
        // no part in what is named.
        var operation = request.ToOperation(call);
        var declared = given.Eligibility is null ? request.Declares : null;
        List<StreamId> named = caller.Patient is null ? [] : [.. operation.Reads.Distinct()];
        List<StreamId> windows = declared is null ? [] : [StreamId.WindowOf(declared.Scope)];
        var states = await streams.Load([.. named.Union(windows)], context.RequestAborted);
        if (OwnThings.FindForeign(caller, named, states) is { } foreign)
        {
            return HttpProblem.Of(Refusals.NotFound(foreign), context);
        }

        if (declared is not null)
        {
            var window = states[windows[0]].State;
            var asked = await desk.AnswerFor(
                id, declared.PatientOf(call), declared.Scope, window, context.RequestAborted);
            operation = request.ToOperation(call with { Asked = asked });
        }

        var by = given.ActorOr(request.ActorOf(caller));
        return await Run(new Command(id, Correlation.Of(context), by, operation, expected), context);
    }

    // What makes a request another one, beside its body.
    private static string SaidBeside(HttpContext context)
    {
        var address = $"{context.Request.Method} {context.Request.Path}";
        var seen = context.Request.Headers.IfMatch;
        return seen.Count == 0 ? address : $"{address} {seen}";
    }

    private async Task<IResult> Run(Command command, HttpContext context)
    {
        // What was begun is decided, whether or not somebody still waits for the answer.
        var outcome = await executor.Run(command, CancellationToken.None);
        return outcome.Refusal is { } refusal
            ? HttpProblem.Of(refusal, context)
            : new CommandAnswer(outcome, route.Made(command.Operation));
    }

    private static Dictionary<string, Guid> AddressOf(HttpContext context) =>
        context.Request.RouteValues
            .Where(part => Guid.TryParse(part.Value as string, out _))
            .ToDictionary(part => part.Key, part => Guid.Parse((string)part.Value!));
}
