using System.Security.Cryptography;

namespace Scheduling.Host.Http.Access;

/// <summary>A key of this installation: random bytes in a file that nobody else may read.</summary>
internal static class KeyFile
{
    private const int KeyBytes = 32;

    // Beside a key that was made here lies a file with this ending: production wants keys of the operator's own.
    private const string MadeHere = ".made-by-the-host";

    /// <summary>The keys that every installation has; that of the local issuer only serves for a trial.</summary>
    public static IReadOnlyList<string> Names { get; } = ["hash", "patients", "patients-hash"];

    /// <summary>The key of a name, which is made where it is missing.</summary>
    public static byte[] ReadOrMake(string folder, string name)
    {
        var path = PathOf(folder, name);
        if (!File.Exists(path))
        {
            Make(folder, path);
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Whether a key is there that the operator made.</summary>
    public static bool IsOfTheOperator(string folder, string name)
    {
        var file = new FileInfo(PathOf(folder, name));
        return file.Exists && file.Length >= KeyBytes && !File.Exists(file.FullName + MadeHere);
    }

    private static string PathOf(string folder, string name) => Path.Combine(folder, $"{name}.key");

    // Written beside and moved into place: of two that start together one wins, and nobody reads half a key.
    private static void Make(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        var beside = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }

        File.WriteAllText(path + MadeHere, "This key was made by a node for a trial; production refuses it.\n");
        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }
}
