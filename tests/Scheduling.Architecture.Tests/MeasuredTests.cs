using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scheduling.Architecture.Tests;

/// <summary>A figure that is published was measured, and names its machine, program and conditions.</summary>
public sealed partial class MeasuredTests
{
    private const string Begin = "<!-- copied from ";
    private const string End = "<!-- end of copy -->";

    private static readonly string[] Quoting = ["README.md", "docs/performance.md"];

    /// <summary>Made of several results, and so without one of their own.</summary>
    private static readonly string[] Composed = ["summary.md", "goals.md"];

    private static IEnumerable<string> Results(string pattern) =>
        Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "benchmarks", "results"), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    [Fact]
    public void A_table_in_a_document_is_the_copy_of_a_result()
    {
        foreach (var document in Quoting)
        {
            var text = Repository.Text(document);
            var copies = Copy().Matches(text);

            copies.Should().NotBeEmpty("{0} quotes what was measured", document);
            copies.Should().HaveCount(Count(text, Begin), "every copy in {0} has an end", document)
                .And.HaveCount(Count(text, End), "every end in {0} belongs to a copy", document);
            copies.Where(copy => copy.Groups["text"].Value.Trim() != ResultOf(copy.Groups["path"].Value))
                .Select(copy => $"{document}: the copy of {copy.Groups["path"].Value}")
                .ShouldBeNone("./bench --write-documents copies them anew; nobody does it by hand");
        }
    }

    [Fact]
    public void A_result_says_where_of_what_and_how_it_was_measured()
    {
        var results = Results("*.json").ToList();

        results.Should().NotBeEmpty("otherwise this test holds nothing");
        results.SelectMany(Lacking)
            .ShouldBeNone("a figure without its machine, program, data and load is none");
    }

    [Fact]
    public void The_tables_to_read_are_those_of_the_result() =>
        (from path in Results("*.md")
         where !Composed.Contains(Path.GetFileName(path))
         from row in RowsOf(Path.ChangeExtension(path, ".json"))
         where !Repository.Text(path).Contains(row, StringComparison.Ordinal)
         select $"{path} lacks {row}")
        .ShouldBeNone("both files are written by one run of ./bench");

    private static IEnumerable<string> Lacking(string path)
    {
        using var json = JsonDocument.Parse(Repository.Text(path));
        var machine = json.RootElement.GetProperty("machine");
        string[] unsaid =
        [
            .. new[] { "processor", "runtime", "sdk", "commit" }.Where(name => IsEmpty(machine, name)),
            .. new[] { "finished", "command" }.Where(name => IsEmpty(json.RootElement, name)),
        ];
        if (json.RootElement.GetProperty("mode").GetString() != "full")
        {
            yield return $"{path} is of a quick run, which is not quoted";
        }

        if (json.RootElement.GetProperty("loadBefore").ValueKind != JsonValueKind.Number)
        {
            yield return $"{path} does not know how busy the machine was";
        }

        foreach (var name in unsaid)
        {
            yield return $"{path} does not say its {name}";
        }
    }

    private static bool IsEmpty(JsonElement part, string name) => part.GetProperty(name).GetString() is "";

    private static IEnumerable<string> RowsOf(string path)
    {
        using var json = JsonDocument.Parse(Repository.Text(path));
        return
        [
            .. from table in json.RootElement.GetProperty("tables").EnumerateArray()
               from row in table.GetProperty("rows").EnumerateArray()
               select $"| {string.Join(" | ", row.EnumerateArray().Select(cell => cell.GetString()))} |",
        ];
    }

    // What was not measured on a machine leaves its place empty.
    private static string ResultOf(string path) =>
        File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Text(path).Trim() : "";

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex(Begin + "(?<path>benchmarks/results/[^ ]+) -->\n(?<text>.*?)" + End, RegexOptions.Singleline)]
    private static partial Regex Copy();
}
