using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduling.Host.Storage;

/// <summary>Where the programs of a PostgreSQL that is installed on this machine lie.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</param>
/// <param name="Version">The major version, 15 or newer.</param>
public sealed partial record PostgresBinaries(string Folder, int Version)
{
    /// <summary>The oldest major version the schema was written for.</summary>
    public const int OldestVersion = 15;

    /// <summary>Names a folder to be taken before all others.</summary>
    public const string FolderVariable = "SCHEDULING_PG_BIN";

    /// <summary>The newest installation there is.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to install.</exception>
    public static PostgresBinaries Find() =>
        Candidates().Select(Ask).OfType<PostgresBinaries>().FirstOrDefault()
        ?? throw new InvalidOperationException(
            $"This needs PostgreSQL {OldestVersion} or newer: on Debian 'apt-get install postgresql', elsewhere put "
            + $"its programs on the PATH or name their folder in {FolderVariable}; or name a server in "
            + $"{Database.ConnectionVariable}.");

    public string PathOf(string program) => Path.Combine(Folder, program);

    private static IEnumerable<string> Candidates()
    {
        var named = Environment.GetEnvironmentVariable(FolderVariable);
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        string[] installed = ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt"];
        var versions = installed.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder))
            .Select(folder => (folder, Number: Versioned().Match(folder)))
            .Where(found => found.Number.Success)
            .OrderByDescending(found => int.Parse(found.Number.Groups[1].Value, CultureInfo.InvariantCulture))
            .ThenBy(found => found.folder, StringComparer.Ordinal)
            .Select(found => Path.Combine(found.folder, "bin"));
        return (named is null ? [] : (string[])[named])
            .Concat(versions)
            .Concat(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
    }

    private static PostgresBinaries? Ask(string folder)
    {
        string[] needed = ["postgres", "initdb", "pg_ctl"];
        if (!needed.All(program => File.Exists(Path.Combine(folder, program))))
        {
            return null;
        }

        var start = new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version")
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var answer = Answer().Match(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return answer.Success && int.Parse(answer.Groups[1].Value, CultureInfo.InvariantCulture) is var version
            && version >= OldestVersion
                ? new PostgresBinaries(folder, version)
                : null;
    }

    [GeneratedRegex(@"/(?:postgresql[@/]|pgsql-)(\d+)$")]
    private static partial Regex Versioned();

    [GeneratedRegex(@"(\d+)")]
    private static partial Regex Answer();
}
