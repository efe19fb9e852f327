using Scheduling.Domain;

namespace Scheduling.Host.CaseFiles;

/// <summary>A policy or the table of scopes, as text.</summary>
/// <param name="Kind"><c>scheduling</c> or <c>scopes</c>.</param>
public sealed record PolicyFile(string Kind, PolicyRef Reference, string Text)
{
    private const string ScopesFile = "scopes.json";

    /// <summary>Whether the text can be read and its reference is its own.</summary>
    public bool IsWhatItSays =>
        Kind == "scopes"
            ? ScopeTableText.Parse(Text) is Parsed<ScopeTable>.Good { Value: var table } && table.Ref == Reference
            : PolicyText.Parse(Text) is Parsed<SchedulingPolicy>.Good { Value: var policy } && policy.Ref == Reference;

    /// <summary>The files of the folder <c>policies</c> beside the program, the table of scopes last.</summary>
    /// <exception cref="FormatException">A text is wrong; the message lists why.</exception>
    public static IReadOnlyList<PolicyFile> Shipped()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "policies");
        var scopes = File.ReadAllText(Path.Combine(folder, ScopesFile));
        return
        [
            .. from path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
               where Path.GetFileName(path) != ScopesFile
               let text = File.ReadAllText(path)
               select new PolicyFile("scheduling", PolicyText.Parse(text).OrThrow().Ref, text),
            new PolicyFile("scopes", ScopeTableText.Parse(scopes).OrThrow().Ref, scopes),
        ];
    }
}
