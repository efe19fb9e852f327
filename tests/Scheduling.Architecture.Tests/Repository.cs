using System.Reflection;
using System.Xml.Linq;

namespace Scheduling.Architecture.Tests;

/// <summary>The repository these tests were built from: its sources, its projects and what was built of them.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules"];

    public static string Root { get; } = FindRoot();

    public static Assembly Domain { get; } = Assembly.Load("Scheduling.Domain");

    public static Assembly Poczekalnia { get; } = Assembly.Load("poczekalnia");

    public static Assembly Host { get; } = Assembly.Load("scheduling-host");

    /// <summary>The rules and the programs that run them; a new project of src is added here.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = [Domain, Poczekalnia, Host];

    /// <summary>All C# files below <paramref name="folder"/> of the repository, in the order of their paths.</summary>
    public static IReadOnlyList<Source> Sources(string folder) =>
    [
        .. from path in Below(folder, "*.cs")
           select new Source(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)),
    ];

    /// <summary>The project files below <paramref name="folder"/>, by the name of the project.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects(string folder) =>
        Below(folder, "*.csproj").ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, XDocument.Load);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Below(string folder, string pattern)
    {
        var top = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(top, path).Split(Path.DirectorySeparatorChar).Any(NotOurs.Contains))
            .Order(StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Scheduling.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException(
                $"No Scheduling.sln above {AppContext.BaseDirectory}; these tests read the sources beside it.");
        }

        return folder.FullName;
    }
}

/// <summary>One source file; <paramref name="Path"/> is relative to the repository, with forward slashes.</summary>
internal sealed record Source(string Path, string Text)
{
    public string[] Lines { get; } = Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    /// <summary>Where and what, for every line that <paramref name="offends"/>; lines count from 1.</summary>
    public IEnumerable<string> Where(Func<string, bool> offends) =>
        Lines.Index().Where(line => offends(line.Item)).Select(line => $"{Path}:{line.Index + 1}: {line.Item.Trim()}");
}

internal static class Lines
{
    /// <summary>A declaration that runs over several lines, as one.</summary>
    public static string TakeUntilBody(this IEnumerable<string> lines)
    {
        var head = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith('{'))
            {
                break;
            }

            head.Add(line.Trim());
            if (line.EndsWith(';'))
            {
                break;
            }
        }

        return string.Join(' ', head);
    }
}

internal static class Offences
{
    /// <summary>Fails with one offence per line; <paramref name="rule"/> says what to do about them.</summary>
    public static void ShouldBeNone(this IEnumerable<string> offences, string rule) =>
        string.Join('\n', offences).Should().BeEmpty("{0}", rule);
}
