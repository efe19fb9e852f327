using System.Text.RegularExpressions;

namespace Scheduling.Architecture.Tests;

/// <summary>The table of docs/vocabulary.md: English, Polish, FHIR, meaning.</summary>
internal static partial class Vocabulary
{
    private const int Columns = 4;

    public static IReadOnlyList<VocabularyRow> Read()
    {
        var rows = Repository.Text("docs/vocabulary.md").ReplaceLineEndings("\n").Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            // The first two lines are the head and its rule.
            .Skip(2)
            .ToList();

        rows.Should().NotBeEmpty().And.OnlyContain(cells => cells.Length == Columns, "the table has four columns");
        return
        [
            .. rows.Select(cells => new VocabularyRow(
                [.. Code().Matches(cells[0]).Select(match => match.Groups[1].Value)],
                [.. Term().Matches(cells[1]).Select(match => match.Groups[1].Value)])),
        ];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex Term();
}

/// <summary>Code names stand in code letters, Polish terms in italics; a row may have several of both.</summary>
internal sealed record VocabularyRow(IReadOnlyList<string> CodeNames, IReadOnlyList<string> Polish);
