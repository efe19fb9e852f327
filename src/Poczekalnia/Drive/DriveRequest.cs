using System.Text.Json;
using System.Text.Json.Nodes;

namespace Poczekalnia.Drive;

/// <summary>A command line of a case file as the request that asks a served engine for the same.</summary>
/// <param name="Body">JSON; the members of the operation that do not stand in the address and are not given.</param>
/// <param name="Given">What the engine would make by itself: identities, the number of a report.</param>
internal sealed record DriveRequest(
    string Method, string Path, string Body, IReadOnlyList<(string Name, string Value)> Given)
{
    /// <param name="line">The command line.</param>
    /// <exception cref="JsonException">It lacks what its address needs.</exception>
    public static DriveRequest Of(DriveRoute route, JsonElement line)
    {
        var body = (JsonObject)JsonNode.Parse(line.GetProperty("arguments").GetRawText())!;
        var given = new List<(string, string)>();
        var path = route.Pattern;
        foreach (var name in body.Select(member => member.Key).ToList())
        {
            if (path.Contains($"{{{name}}}", StringComparison.Ordinal))
            {
                path = path.Replace($"{{{name}}}", Take(body, name), StringComparison.Ordinal);
            }
            else if (name == route.Makes)
            {
                given.Add((name, Take(body, name)));
            }
        }

        if (body["report"] is JsonObject report && report["number"] is { } number)
        {
            given.Add(("number", number.ToJsonString()));
            report.Remove("number");
        }

        // Each time of a plan has its identity beside it; a request only says the times.
        if (body["slots"] is JsonArray plan)
        {
            given.AddRange(plan.Select((each, i) => (FormattableString.Invariant($"slot.{i}"), Text(each!["slot"]!))));
            body["slots"] = new JsonArray([.. plan.Select(each => each!["offer"]!.DeepClone())]);
        }

        if (body["eligibility"] is JsonObject said)
        {
            given.Add(("eligibility", $"{Text(said["register"]!)}/{Text(said["verdict"]!)}/{Text(said["askedOn"]!)}"));
            body.Remove("eligibility");
        }

        if (body.ContainsKey("reminded"))
        {
            given.Add(("reminded", Take(body, "reminded")));
        }

        return path.Contains('{')
            ? throw new JsonException($"'{route.Pattern}' needs more than the arguments of the command say.")
            : new DriveRequest(route.Method, path, body.ToJsonString(), given);
    }

    private static string Take(JsonObject body, string name)
    {
        var text = Text(body[name]!);
        body.Remove(name);
        return text;
    }

    private static string Text(JsonNode value) => value.GetValue<string>();
}
