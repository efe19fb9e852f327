using Scheduling.Domain;

namespace Scheduling.Host;

/// <summary>The policies that come with the program.</summary>
public static class ShippedPolicies
{
    // The table of scopes lies beside the rules and is none.
    private const string ScopesFile = "scopes.json";

    /// <summary>Every policy of the folder <c>policies</c> beside the program, by its reference.</summary>
    /// <exception cref="FormatException">A text is wrong; the message lists why.</exception>
    public static IReadOnlyDictionary<PolicyRef, SchedulingPolicy> Read() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "policies"), "*.json")
            .Where(path => Path.GetFileName(path) != ScopesFile)
            .Order(StringComparer.Ordinal)
            .Select(path => PolicyText.Parse(File.ReadAllText(path)).OrThrow())
            .ToDictionary(policy => policy.Ref);
}
