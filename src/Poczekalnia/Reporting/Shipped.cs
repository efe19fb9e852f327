using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Reporting;

/// <summary>The data that come with the program: the folder <c>policies</c> beside it.</summary>
public static class Shipped
{
    private const string ScopesFile = "scopes.json";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "policies");

    /// <summary>Every policy that comes with the program.</summary>
    public static PolicyShelf Policies()
    {
        var shelf = new PolicyShelf();
        foreach (var path in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) != ScopesFile)
            {
                shelf.Add(File.ReadAllText(path));
            }
        }

        return shelf;
    }

    /// <summary>The table of scopes and its reference.</summary>
    public static (PolicyRef Reference, string Text) Scopes()
    {
        var text = File.ReadAllText(Path.Combine(Folder, ScopesFile));
        return (ScopeTableText.Parse(text).OrThrow().Ref, text);
    }
}
