using System.Runtime.CompilerServices;

namespace Scheduling.Domain.Tests.Support;

/// <summary>
/// Compares a text with the file that holds what it was when somebody looked at it. The files lie in the folder
/// <c>golden</c> beside the test; <c>UPDATE_GOLDEN=1</c> writes them, and the change is
/// then read before it is committed.
/// </summary>
public static class Golden
{
    private static bool Update => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <summary>Fails when the file is missing or holds another byte.</summary>
    /// <param name="name">The name of the file, such as <c>slot_published.json</c>.</param>
    public static void Verify(string actual, string name, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Folder(test), name);
        if (Update)
        {
            Directory.CreateDirectory(Folder(test));
            File.WriteAllText(file, actual);
            return;
        }

        File.Exists(file).Should().BeTrue($"golden/{name} must exist: UPDATE_GOLDEN=1 writes it, then read it");
        actual.Should().Be(File.ReadAllText(file), $"golden/{name} says so");
    }

    /// <summary>The names of the files there are, so that a test can find one that nothing verifies any more.</summary>
    public static IReadOnlyList<string> Names([CallerFilePath] string test = "") =>
        [.. Directory.GetFiles(Folder(test)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string Folder(string test) => Path.Combine(Path.GetDirectoryName(test)!, "golden");
}
