namespace Scheduling.Domain.Tests;

/// <summary>Files of the repository that tests read: policies and documents.</summary>
public static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>
    /// Fails when a generated file of the repository is not what the code says now; <c>UPDATE_GOLDEN=1</c> writes it.
    /// </summary>
    public static void Verify(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(PathOf(path), actual);
        }

        File.Exists(PathOf(path)).Should().BeTrue("{0} is written by UPDATE_GOLDEN=1", path);
        actual.Should().Be(Read(path), "{0} is generated from the code: UPDATE_GOLDEN=1 writes it", path);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Scheduling.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
