using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>The results of one processor: of each measurement a JSON to go on with and a Markdown to read.</summary>
/// <param name="Path">Such as benchmarks/results/PROCESSOR.</param>
public sealed record ResultFolder(string Path)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public void Write(Result result)
    {
        Directory.CreateDirectory(Path);
        WriteWhole(result.Name + ".json", JsonSerializer.Serialize(result, Options) + "\n");
        WriteWhole(result.Name + ".md", Markdown.Of(result));
    }

    /// <summary>What a measurement found earlier, if it did.</summary>
    public Result? Read(string name)
    {
        var path = System.IO.Path.Combine(Path, name + ".json");
        return File.Exists(path) ? JsonSerializer.Deserialize<Result>(File.ReadAllText(path), Options) : null;
    }

    /// <summary>A value of an earlier result; nothing when there is none.</summary>
    public double? Value(string measurement, string name) =>
        Read(measurement) is { } result && result.Values.TryGetValue(name, out var value) ? value : null;

    /// <summary>A run that is broken off leaves the file as it was, or the whole new one.</summary>
    public void WriteWhole(string name, string text)
    {
        Directory.CreateDirectory(Path);
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
