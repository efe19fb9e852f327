using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Scheduling.Architecture.Tests;

/// <summary>The documentation comments of src, as the compiler wrote them beside the assemblies.</summary>
internal static class CodeComments
{
    public static IReadOnlyList<CodeComment> All { get; } = [.. Repository.Assemblies.SelectMany(Read)];

    private static IEnumerable<CodeComment> Read(Assembly assembly) =>
        from member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
        select new CodeComment((string)member.Attribute("name")!, member);
}

/// <summary>One comment; <paramref name="Member"/> names what it is about as the compiler does: T:Space.Type.</summary>
internal sealed partial record CodeComment(string Member, XElement Content)
{
    public bool IsType => Member.StartsWith("T:", StringComparison.Ordinal);

    /// <summary>The last part of the name, without parameters and arity.</summary>
    public string Name => Member.Split('(')[0].Split('.', ':')[^1].Split('`')[0];

    public bool HasSummary =>
        Content.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(Content.Element("summary")?.Value);

    /// <summary>The terms of every (pl. <i>…</i>), with single spaces; a comma parts two of them.</summary>
    public IReadOnlyList<string> Polish =>
    [
        .. Groups().Matches(Text)
            .SelectMany(group => Term().Matches(group.Value))
            .SelectMany(term => term.Groups[1].Value.Split(", ")),
    ];

    public bool HasMisspeltPolish => Opening().Count(Text) != Groups().Count(Text);

    private string Text => Spaces().Replace(string.Concat(Content.Nodes()), " ");

    [GeneratedRegex(@"\(pl\.")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\(pl\. <i>[^<]+</i>(( ?[,;/] ?| or | and )<i>[^<]+</i>)*")]
    private static partial Regex Groups();

    [GeneratedRegex("<i>([^<]+)</i>")]
    private static partial Regex Term();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
