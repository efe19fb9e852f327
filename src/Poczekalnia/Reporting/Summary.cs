using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Poczekalnia.Checks;
using Poczekalnia.Scenarios;

namespace Poczekalnia.Reporting;

/// <summary>
/// The figures of a run as <c>summary.json</c>: numbers under names that expectations can
/// speak of, dots between levels.
/// </summary>
public static class Summary
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The summary of a run, and of its comparison where there is one.</summary>
    public static JsonObject Of(
        Scenario scenario, ulong seed, RunResult common, CheckRunner checks, RunResult? separate, CheckRunner? others)
    {
        var summary = new JsonObject
        {
            ["scenario"] = scenario.Name,
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["days"] = scenario.Days,
            ["complete"] = common.Complete ? "yes" : "no",
            ["logHash"] = common.LogHash,
            ["violations"] = checks.Violations + (others?.Violations ?? 0),
        };
        AddRun(summary, common, checks);
        if (separate is not null && others is not null)
        {
            var run = new JsonObject { ["logHash"] = separate.LogHash };
            AddRun(run, separate, others);
            summary["separate"] = run;
            var comparison = new Comparison(common, separate);
            summary["comparison"] = new JsonObject
            {
                ["all"] = NodeOf(comparison.All),
                ["byCategory"] = NodeOf(comparison.ByCategory),
                ["byPowiat"] = NodeOf(comparison.ByPowiat),
                ["byPlace"] = NodeOf(comparison.ByPlace),
            };
            summary["calibration"] = JsonSerializer.SerializeToNode(
                Calibration.Of(scenario, separate), JsonSerializerOptions.Web);
        }

        return summary;
    }

    /// <summary>The figure of a name with dots between its levels, or nothing when there is none.</summary>
    public static decimal? FigureIn(JsonObject summary, string name)
    {
        JsonNode? node = summary;
        foreach (var part in name.Split('.'))
        {
            node = (node as JsonObject)?[part];
        }

        return node is JsonValue value && value.TryGetValue<JsonElement>(out var element)
            ? element.GetDecimal()
            : node is JsonValue number && decimal.TryParse(
                number.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : null;
    }

    /// <summary>Writes the summary into a folder.</summary>
    public static void Write(JsonObject summary, string folder) =>
        File.WriteAllText(Path.Combine(folder, "summary.json"), summary.ToJsonString(Layout) + "\n");

    private static void AddRun(JsonObject target, RunResult result, CheckRunner checks)
    {
        target["counts"] = NodeOf(result.Figures.Counts);
        target["refusals"] = NodeOf(result.Figures.Refusals);
        target["noticesByKind"] = NodeOf(result.Figures.Notices);
        target["stillWaiting"] = result.StillWaiting;
        target["slots"] = new JsonObject
        {
            ["past"] = result.SlotsPast,
            ["unused"] = result.SlotsUnused.Values.Sum(),
        };
        target["withoutCapacity"] = new JsonObject
        {
            ["places"] = result.WithoutCapacity.Places,
            ["people"] = result.WithoutCapacity.People,
        };
        target["unusedByPlace"] = NodeOf(
            result.SlotsUnused.Select(pair => KeyValuePair.Create(pair.Key, (long)pair.Value)));
        var waits = new JsonObject();
        foreach (var row in WaitRows.Of(result))
        {
            waits[$"{row.Voivodeship}-{row.Category}"] = NodeOf(row.Waits);
        }

        target["waits"] = waits;
        target["checks"] = NodeOf(
            checks.Checks.Select(check => KeyValuePair.Create(check.Name, check.Violations)));
    }

    private static JsonObject NodeOf(IEnumerable<KeyValuePair<string, long>> counts)
    {
        var node = new JsonObject();
        foreach (var (name, count) in counts)
        {
            node[name] = count;
        }

        return node;
    }

    private static JsonObject NodeOf(Days days) =>
        new() { ["count"] = days.Count, ["mean"] = days.Mean, ["median"] = days.Median, ["p90"] = days.P90 };

    private static JsonObject NodeOf(IEnumerable<ComparedGroup> groups)
    {
        var node = new JsonObject();
        foreach (var group in groups)
        {
            node[group.Name] = NodeOf(group);
        }

        return node;
    }

    private static JsonObject NodeOf(ComparedGroup group) =>
        new()
        {
            ["people"] = group.People,
            ["earlier"] = group.Earlier,
            ["later"] = group.Later,
            ["separate"] = NodeOf(group.Separate),
            ["common"] = NodeOf(group.Common),
            ["undatedSeparate"] = group.UndatedSeparate,
            ["undatedCommon"] = group.UndatedCommon,
        };
}
