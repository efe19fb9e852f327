using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>On what was measured, and what.</summary>
/// <param name="Processor">As it calls itself, with family and model, for names are shared between generations.</param>
/// <param name="Widest">The widest vectors that the runtime uses here.</param>
/// <param name="Commit">Of the repository; with <c>+</c> when something was changed since.</param>
public sealed record Machine(
    string Processor, int Cores, string Memory, string Widest, string System, string Runtime, string Sdk, string Commit)
{
    /// <summary>Whether the program is no longer that of the commit, so that equal commits say nothing.</summary>
    public bool IsChanged => Commit.EndsWith('+');

    /// <summary>The name of its folder below benchmarks/results.</summary>
    public string Folder
    {
        get
        {
            var name = new StringBuilder();
            foreach (var character in Processor.ToLowerInvariant())
            {
                if (char.IsAsciiLetterOrDigit(character))
                {
                    name.Append(character);
                }
                else if (name.Length > 0 && name[^1] != '-')
                {
                    name.Append('-');
                }
            }

            return name.ToString().Trim('-');
        }
    }

    /// <summary>This machine and this commit.</summary>
    public static Machine This(string root)
    {
        var widest = Vector512.IsHardwareAccelerated ? "512 bits"
            : Vector256.IsHardwareAccelerated ? "256 bits"
            : Vector128.IsHardwareAccelerated ? "128 bits" : "none";
        return new Machine(
            ProcessorName(),
            Environment.ProcessorCount,
            Figure.Bytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            widest,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            Output(root, "dotnet", "--version") ?? "unknown",
            CommitOf(root));
    }

    /// <summary>Processes that want to run, over the last minute; not a number where the system does not say.</summary>
    public static double Load() =>
        File.Exists("/proc/loadavg")
            ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
            : double.NaN;

    // What a run writes itself does not make it another program.
    private static string CommitOf(string root)
    {
        var commit = Output(root, "git", "rev-parse", "--short=10", "HEAD");
        var changed = Output(root, "git", "status", "--porcelain", "--", "src", "benchmarks", ":!benchmarks/results");
        return commit is null ? "unknown" : commit + (string.IsNullOrEmpty(changed) ? "" : "+");
    }

    private static string ProcessorName()
    {
        if (!File.Exists("/proc/cpuinfo"))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        var fields = File.ReadLines("/proc/cpuinfo").TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        var name = fields.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString());
        return fields.TryGetValue("cpu family", out var family)
            ? $"{name} (family {family}, model {fields["model"]})"
            : name;
    }

    private static string? Output(string folder, string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
