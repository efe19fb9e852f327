using System.Text.RegularExpressions;

namespace Scheduling.Architecture.Tests;

/// <summary>What a reader of the sources may rely on.</summary>
public sealed partial class TidyTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 70;
    private const int LineColumnsMax = 120;

    private static readonly string[] FilesOfNoType = ["Program", "GlobalUsings", "AssemblyInfo"];

    private static IEnumerable<Source> Ours =>
        [.. Repository.Sources("src"), .. Repository.Sources("tests"), .. Repository.Sources("benchmarks")];

    [Fact]
    public void There_are_sources_to_read() =>
        Ours.Should().Contain(source => source.Path.EndsWith("/TidyTests.cs", StringComparison.Ordinal))
            .And.Contain(source => source.Path.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void A_file_has_at_most_400_lines() =>
        Ours.Where(source => source.Lines.Length > FileLinesMax)
            .Select(source => $"{source.Path}: {source.Lines.Length} lines")
            .ShouldBeNone("a longer file holds two ideas: give each its own");

    [Fact]
    public void A_line_has_at_most_120_columns() =>
        Ours.SelectMany(source => source.Where(line => line.EnumerateRunes().Count() > LineColumnsMax))
            .ShouldBeNone("what is wider is not read");

    [Fact]
    public void A_block_has_at_most_70_lines() =>
        Ours.SelectMany(LongBlocks).ShouldBeNone("a longer method does two things: give each a name");

    [Fact]
    public void Nothing_is_left_for_later() =>
        Ours.SelectMany(source => source.Where(line => Leftover().IsMatch(line)))
            .ShouldBeNone("what is to be done is an issue, not a comment");

    [Fact]
    public void A_warning_is_silenced_only_with_a_reason() =>
        Ours.SelectMany(source => source.Lines.Index()
                .Where(line => Silencer().IsMatch(line.Item))
                .Where(line => !line.Item.Contains("Justification = ", StringComparison.Ordinal))
                .Where(line => line.Index == 0 || !IsComment(source.Lines[line.Index - 1]))
                .Select(line => $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}"))
            .ShouldBeNone("a comment on the line above, or a Justification, says why");

    [Fact]
    public void No_test_is_skipped() =>
        Repository.Sources("tests").SelectMany(source => source.Where(line => Skipped().IsMatch(line)))
            .ShouldBeNone("a test that does not run proves nothing: mend it or delete it");

    [Fact]
    public void There_are_no_tabs() =>
        Ours.SelectMany(source => source.Where(line => line.Contains('\t', StringComparison.Ordinal)))
            .ShouldBeNone("indentation is four spaces; a tab in a string is written \\t");

    [Fact]
    public void There_are_no_regions() =>
        Ours.SelectMany(source => source.Where(line => Region().IsMatch(line)))
            .ShouldBeNone("what wants a heading wants a file");

    [Fact]
    public void A_file_of_src_is_named_by_what_is_in_it() =>
        Repository.Sources("src")
            .Where(source => !IsNamedByItsType(source))
            .Select(source => $"{source.Path} holds {string.Join(", ", TypesOf(source).DefaultIfEmpty("no type"))}")
            .ShouldBeNone("a reader finds a type by the name of its file");

    /// <summary>
    /// <c>Slot.cs</c> holds <c>Slot</c>, <c>RankIndex.Search.cs</c> a part of <c>RankIndex</c>; what belongs closely
    /// to it may stand beside it. A family has the name of the word that its types share, in their names or in what
    /// they derive from: <c>MatcherRecords.cs</c> holds several <c>…Record</c>s, <c>BookingOperations.cs</c> several
    /// <c>IOperation</c>s.
    /// </summary>
    private static bool IsNamedByItsType(Source source)
    {
        var name = Path.GetFileName(source.Path).Split('.')[0];
        var heads = HeadsOf(source);
        var words = Words().Matches(name).Select(word => word.Value.TrimEnd('s')).ToHashSet();
        return TypesOf(source).Contains(name)
            || (heads.Count == 0 && FilesOfNoType.Contains(name))
            || words.Any(word => heads.Count(head => Words().Matches(head).Any(part => part.Value == word)) > 1);
    }

    private static IEnumerable<string> TypesOf(Source source) =>
        source.Lines.Select(line => TypeHead().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["name"].Value);

    /// <summary>Name and base types of each top-level type: they begin at the left margin.</summary>
    private static List<string> HeadsOf(Source source) =>
    [
        .. from line in source.Lines.Index()
           let match = TypeHead().Match(line.Item)
           where match.Success
           let rest = source.Lines.Skip(line.Index).TakeUntilBody()
           let bases = rest.Contains(" : ", StringComparison.Ordinal) ? rest.Split(" : ")[^1] : ""
           select $"{match.Groups["name"].Value} {bases}",
    ];

    /// <summary>Braces stand on lines of their own here, so a block lies between two of the same indent.</summary>
    private static IEnumerable<string> LongBlocks(Source source)
    {
        var lines = source.Lines;
        for (var start = 1; start < lines.Length; start++)
        {
            var brace = lines[start].IndexOf('{', StringComparison.Ordinal);
            if (brace < 0 || lines[start].Trim() != "{" || IsHeadOfType(lines, start, brace))
            {
                continue;
            }

            // A brace with something behind it closes a table, an initialiser or a switch expression, and those may be
            // as long as what they list.
            var closing = new string(' ', brace) + "}";
            var end = Array.FindIndex(
                lines, start + 1, line => line.StartsWith(closing, StringComparison.Ordinal));
            if (end > start && lines[end].TrimEnd() == closing && end - start - 1 > MethodLinesMax)
            {
                yield return $"{source.Path}:{start}: {end - start - 1} lines";
            }
        }
    }

    private static bool IsHeadOfType(string[] lines, int start, int indent)
    {
        // The head may run over several lines, each further to the right than its first.
        var head = start - 1;
        while (head > 0 && (lines[head].Length <= indent || lines[head].TakeWhile(c => c == ' ').Count() > indent))
        {
            head--;
        }

        return TypeHead().IsMatch(lines[head].TrimStart());
    }

    private static bool IsComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    // Written apart, so that this file may stand among those it reads.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|X" + @"XX)\b")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^\s*(#pragma\s+warning\s+disable|#nullable\s+disable|\[(assembly:\s*)?SuppressMessage)")]
    private static partial Regex Silencer();

    [GeneratedRegex(@"^\s*#region\b")]
    private static partial Regex Region();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words();

    [GeneratedRegex(@"\[(Fact|Theory|InlineData|MemberData)\b.*\bSkip\w*\s*=")]
    private static partial Regex Skipped();

    [GeneratedRegex(
        @"^((public|internal|private|protected|static|sealed|abstract|readonly|ref|partial|unsafe|file)\s+)*"
        + @"(class|interface|enum|struct|record(\s+(class|struct))?|delegate\s+[\w<>\[\]?]+)\s+(?<name>\w+)")]
    private static partial Regex TypeHead();
}
