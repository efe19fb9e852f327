using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Scheduling.Architecture.Tests;

/// <summary>The arrows of docs/architecture.md, held to.</summary>
public sealed partial class ArrowTests
{
    private const string Root = "Scheduling.Domain";
    private const string Matching = Root + ".Matching";
    private const string Host = "Scheduling.Host";

    /// <summary>Which projects of src a project of src may reference.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        [Root] = [],
        ["Poczekalnia"] = [Root],
        [Host] = [Root],
    };

    [Fact]
    public void The_domain_knows_the_runtime_and_NodaTime_and_nothing_else()
    {
        Repository.Domain.GetReferencedAssemblies().Select(reference => reference.Name)
            .Where(name => !IsRuntime(name) && name != "NodaTime")
            .Select(name => $"{Root} uses {name}")
            .ShouldBeNone("the rules must run wherever the runtime and NodaTime are");

        // A reference that nothing uses yet stands in the project file only.
        Declared(Repository.Projects("src")[Root], "PackageReference", "FrameworkReference", "Reference")
            .Where(name => name is not "NodaTime" and not "Microsoft.CodeAnalysis.BannedApiAnalyzers")
            .Select(name => $"{Root} declares {name}")
            .ShouldBeNone("the rules must run wherever the runtime and NodaTime are");
    }

    [Fact]
    public void The_projects_of_src_reference_each_other_only_along_the_arrows() =>
        Repository.Projects("src")
            .SelectMany(project => Declared(project.Value, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
                .Where(other => !MayReference.GetValueOrDefault(project.Key, []).Contains(other))
                .Select(other => $"{project.Key} -> {other}"))
            .ShouldBeNone("Poczekalnia -> Domain <- Host are all arrows; a new one is drawn in docs/architecture.md");

    [Fact]
    public void Only_the_Host_knows_PostgreSQL_and_the_web() =>
        (from project in Repository.Projects("src")
         where project.Key != Host
         from name in Declared(project.Value, "PackageReference", "FrameworkReference", "Reference")
             .Append((string?)project.Value.Root!.Attribute("Sdk") ?? "")
         where IsOfTheHost(name)
         select $"{project.Key} declares {name}")
        .ShouldBeNone("the simulator and the rules need no database and no server");

    [Fact]
    public void The_simulator_reaches_nothing_of_the_Host_by_any_way() =>
        ReachableFrom(Repository.Poczekalnia).Where(IsOfTheHost)
            .ShouldBeNone("the simulator needs the .NET SDK and nothing else; a live Host it drives over HTTP");

    [Fact]
    public void The_Host_reaches_nothing_of_the_simulator_by_any_way() =>
        ReachableFrom(Repository.Host).Where(name => name == Repository.Poczekalnia.GetName().Name)
            .ShouldBeNone("the durable engine runs the rules and no simulation of them");

    [Fact]
    public void Matching_says_nothing_but_the_words_at_the_root_of_the_domain()
    {
        var types = Repository.Domain.GetTypes().Where(IsMatching).ToList();

        types.Should().NotBeEmpty("otherwise this test holds nothing");
        (from type in types
         from mentioned in TypeMentions.Of(type)
         where !MatchingMayUse(mentioned)
         select $"{type.FullName} mentions {mentioned.FullName}")
        .Distinct()
        .ShouldBeNone("the matcher can be lifted out whole: what it shares with a stream lives at the root");
    }

    [Fact]
    public void The_sources_of_Matching_name_no_other_folder_of_the_domain()
    {
        var typesThere = Repository.Domain.GetTypes()
            .Where(type => type.Namespace is { } space && IsIn(space, Root) && space != Root && !IsMatching(type))
            .Where(type => !type.IsNested)
            .ToList();
        var foreign = typesThere.Select(type => type.Namespace!).ToHashSet();
        var names = typesThere.Select(type => type.FullName![(Root.Length + 1)..].Split('`')[0]).ToHashSet();

        Repository.Sources($"src/{Root}")
            .Where(source => source.Path.StartsWith($"src/{Root}/Matching/", StringComparison.Ordinal))
            .SelectMany(source => source.Where(line => IsForeignUsing(line, foreign) || NamesOne(line, names)))
            .ShouldBeNone("the matcher can be lifted out whole: what it shares with a stream lives at the root");
    }

    /// <summary>"using" of another folder of the domain, or of a library.</summary>
    private static bool IsForeignUsing(string line, HashSet<string> foreign) =>
        UsingLine().IsMatch(line)
        && DottedName().Matches(line[..line.IndexOf(';', StringComparison.Ordinal)]).Select(match => match.Value)
            .Where(name => name.Contains('.', StringComparison.Ordinal) || line.Contains($"using {name};"))
            .Any(name => foreign.Any(other => IsIn(name, other))
                || !(IsRuntime(name) || IsIn(name, "NodaTime") || IsIn(name, Root)));

    /// <summary>"Slots.SlotEvent" in the middle of the code needs no "using": the root is in scope.</summary>
    private static bool NamesOne(string line, HashSet<string> names) =>
        !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        && DottedName().Matches(line)
            .Select(match => match.Value.StartsWith(Root + ".", StringComparison.Ordinal)
                ? match.Value[(Root.Length + 1)..]
                : match.Value)
            .Any(name => names.Any(type => IsIn(name, type)));

    private static bool IsIn(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    private static bool IsMatching(Type type) => type.Namespace is { } space && IsIn(space, Matching);

    private static bool MatchingMayUse(Type type) =>
        type.Assembly == Repository.Domain
            // What has no namespace was made by the compiler.
            ? type.Namespace is null or Root || IsMatching(type) || IsRuntime(type.Namespace)
            : IsRuntime(type.Assembly.GetName().Name) || type.Assembly.GetName().Name == "NodaTime";

    private static bool IsRuntime(string? name) => name is not null && IsIn(name, "System");

    private static bool IsOfTheHost(string name) =>
        IsIn(name, Host) || name == Repository.Host.GetName().Name || IsIn(name, "Npgsql")
        || IsIn(name, "Microsoft.AspNetCore")
        || IsIn(name, "Microsoft.NET.Sdk.Web");

    private static IEnumerable<string> Declared(XDocument project, params string[] elements) =>
        from element in project.Descendants()
        where elements.Contains(element.Name.LocalName)
        select (string?)element.Attribute("Include") ?? "";

    private static IEnumerable<string> ReachableFrom(Assembly start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<AssemblyName>(start.GetReferencedAssemblies());
        while (open.TryPop(out var next))
        {
            if (IsRuntime(next.Name) || !seen.Add(next.Name!))
            {
                continue;
            }

            yield return next.Name!;
            foreach (var further in Load(next)?.GetReferencedAssemblies() ?? [])
            {
                open.Push(further);
            }
        }
    }

    /// <summary>A library may name another that it needs on some platforms only, and that is not here.</summary>
    private static Assembly? Load(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(global\s+)?using\s[^(]*;")]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")]
    private static partial Regex DottedName();
}
