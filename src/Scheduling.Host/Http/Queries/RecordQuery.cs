using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Http.Queries;

/// <summary>
/// One record as it stands: its state and version, read from its events, so that who has written sees what was written.
/// </summary>
internal sealed class RecordQuery(StreamKind kind, EventStore store)
{
    /// <summary>The kinds that have an address, and who may look.</summary>
    public static IReadOnlyDictionary<StreamKind, AccessRole[]> Kinds { get; } =
        new Dictionary<StreamKind, AccessRole[]>
        {
            [StreamKind.Place] = [Patient, Staff, Administrator, Integrator, Analyst, Operator],
            [StreamKind.Slot] = [Patient, Staff, Administrator, Integrator, Analyst, Operator],
            [StreamKind.Appointment] = [Patient, Staff, Administrator, Integrator, Operator],
            [StreamKind.Entry] = [Patient, Staff, Administrator, Integrator, Operator],
            [StreamKind.Report] = [Patient, Staff, Administrator, Integrator, Operator],
            [StreamKind.Referral] = [Patient, Staff, Administrator, Integrator, Operator],
            [StreamKind.Process] = [Administrator, Operator],
        };

    /// <summary>The address of a record of the kind.</summary>
    public static string PatternOf(StreamKind kind) => $"/{Resources.FolderOf(kind)}/{{id:guid}}";

    /// <summary>What the document of the API says of a kind.</summary>
    public static RouteText TextOf(StreamKind kind)
    {
        var name = StreamId.NameOf(kind);
        return new RouteText(
            $"see-{name}", $"The {name} as it stands; what is a patient's own is not there for other patients.",
            typeof(Record))
        {
            Roles = Kinds[kind], HasETag = true,
            Example = new(
                Kinds[kind].Contains(Staff) ? Staff : Operator,
                Address: new Dictionary<string, string> { ["id"] = $"{Examples.InAddress(name, $"see-{name}")}" }),
        };
    }

    public async Task Handle(HttpContext context) => await (await Answer(context)).ExecuteAsync(context);

    private async Task<IResult> Answer(HttpContext context)
    {
        if (Doorkeeper.Admit(context, Kinds[kind], out var caller) is { } turnedAway)
        {
            return turnedAway;
        }

        var stream = new StreamId(kind, Guid.Parse((string)context.Request.RouteValues["id"]!));
        var (version, state, _) = (await store.Load([stream], null, context.RequestAborted))[stream];
        var isForeign = caller.Patient is { } self && OwnThings.PatientOf(state) is { } owner && owner != self;
        return version == 0 || isForeign
            ? HttpProblem.Of(Refusals.NotFound(stream), context)
            : new JsonAnswer(new Record(stream, version, StreamStates.NameOf(state), DataOf(state)), version);
    }

    private static JsonElement DataOf(StreamState state)
    {
        using var document = JsonDocument.Parse(CanonicalJson.Write(state));
        return document.RootElement.Clone();
    }

    /// <param name="State">The name of the state, such as <c>booked</c>.</param>
    /// <param name="Data">What is known in that state.</param>
    private sealed record Record(StreamId Stream, long Version, string State, JsonElement Data);
}
