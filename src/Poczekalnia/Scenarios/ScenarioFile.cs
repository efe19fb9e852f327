using Poczekalnia.Scenarios.Reading;

namespace Poczekalnia.Scenarios;

/// <summary>
/// Finds and reads scenario files. <c>run NAME</c> means <c>scenarios/NAME.yaml</c> beside the program,
/// <c>run PATH</c> a file anywhere; its faults are looked for in <c>faults/</c> beside it, then beside the program.
/// </summary>
public static class ScenarioFile
{
    private const string Ending = ".yaml";

    /// <summary>The folder of the scenarios that come with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>The names of the scenarios that come with the program, in ordinal order.</summary>
    public static IReadOnlyList<string> ShippedNames =>
        !Directory.Exists(ShippedFolder)
            ? []
            : [.. Directory.EnumerateFiles(ShippedFolder, "*" + Ending, SearchOption.AllDirectories)
                .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) != "faults")
                .Select(path => Path.GetRelativePath(ShippedFolder, path)[..^Ending.Length].Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];

    /// <summary>The path of a scenario named or given by path, or nothing when there is none.</summary>
    public static string? Find(string nameOrPath) =>
        File.Exists(nameOrPath) ? nameOrPath
        : File.Exists(Shipped(nameOrPath)) ? Shipped(nameOrPath)
        : null;

    /// <summary>Reads a scenario by name or path; a missing file is a problem like any other.</summary>
    public static ScenarioReading Read(string nameOrPath)
    {
        if (Find(nameOrPath) is { } path)
        {
            return ScenarioReader.Read(path, File.ReadAllText(path), name => FaultText(path, name));
        }

        var cure = Nearest.Cure(nameOrPath, ShippedNames);
        return new ScenarioReading(null, [new ScenarioProblem(nameOrPath, 1, 1, "There is no such scenario.", cure)]);
    }

    /// <summary>Reads a scenario from its text; faults come from those that ship with the program.</summary>
    /// <param name="file">The name to print in messages.</param>
    public static ScenarioReading ReadText(string file, string text) =>
        ScenarioReader.Read(file, text, name => FaultText(ShippedFolder, name));

    private static string Shipped(string name) => Path.Combine(ShippedFolder, name + Ending);

    private static string? FaultText(string scenario, string name)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(scenario)) ?? "";
        return new[] { Path.Combine(folder, "faults"), Path.Combine(ShippedFolder, "faults") }
            .Select(faults => Path.Combine(faults, name + Ending))
            .Where(File.Exists)
            .Select(File.ReadAllText)
            .FirstOrDefault();
    }
}
