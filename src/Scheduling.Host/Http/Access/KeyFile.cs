using System.Security.Cryptography;

namespace Scheduling.Host.Http.Access;

/// <summary>A key of this installation: random bytes in a file that nobody else may read.</summary>
internal static class KeyFile
{
    private const int KeyBytes = 32;

    /// <summary>The key of a name, which is made where it is missing.</summary>
    public static byte[] ReadOrMake(string folder, string name)
    {
        var path = Path.Combine(folder, $"{name}.key");
        if (!File.Exists(path))
        {
            Make(folder, path);
        }

        return File.ReadAllBytes(path);
    }

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
