using System.Text.RegularExpressions;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>
/// Copies results into the documents that quote them, between two comments of which the first names the file. Nobody
/// copies a figure by hand, and a test compares the copies with the files.
/// </summary>
internal static partial class Documents
{
    private static readonly string[] Quoting = ["README.md", "docs/performance.md"];

    /// <summary>Writes every block anew.</summary>
    /// <returns>Whether every file named was there.</returns>
    public static bool Write(string root, TextWriter output)
    {
        var complete = true;
        foreach (var document in Quoting.Where(name => File.Exists(Path.Combine(root, name))))
        {
            var path = Path.Combine(root, document);
            var text = File.ReadAllText(path);
            var blocks = 0;
            var written = Block().Replace(text, block =>
            {
                var source = Path.Combine(root, block.Groups["path"].Value);
                if (!File.Exists(source))
                {
                    output.WriteLine($"{document}: {block.Groups["path"].Value} is not there; its place is empty.");
                    complete = false;
                    return $"{block.Groups["begin"].Value}\n{block.Groups["end"].Value}";
                }

                blocks++;
                return string.Join(
                    '\n', block.Groups["begin"].Value, File.ReadAllText(source).TrimEnd(), block.Groups["end"].Value);
            });
            File.WriteAllText(path, written);
            output.WriteLine($"{document}: {blocks} tables copied.");
        }

        return complete;
    }

    [GeneratedRegex(
        @"(?<begin><!-- copied from (?<path>benchmarks/results/[^ ]+\.md) -->)\n.*?(?<end><!-- end of copy -->)",
        RegexOptions.Singleline)]
    private static partial Regex Block();
}
