using System.Globalization;
using System.Text.RegularExpressions;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>
/// Reads the figures that must come out: <c>0</c>, <c>at least 10</c>, <c>at most 60d</c>, <c>40d to 60d</c>.
/// </summary>
internal static partial class FigureReader
{
    public static ValueList<FigureExpectation> Read(Part part)
    {
        if (!part.IsPresent)
        {
            return [];
        }

        var figures = new List<FigureExpectation>();
        foreach (var (name, value) in part.Map().Entries())
        {
            var match = FigurePattern().Match(value.Text());
            if (!match.Success)
            {
                value.Wrong(
                    $"'{value.Text()}' is no bound of a figure.",
                    "Write a number, 'at least 10', 'at most 60d' or '40d to 60d'.");
                continue;
            }

            var number = Number(match.Groups["a"]);
            figures.Add(match.Groups["how"].Value switch
            {
                "at least " => new FigureExpectation(name, number, null, value.Line),
                "at most " => new FigureExpectation(name, null, number, value.Line),
                _ => new FigureExpectation(name, number, Number(match.Groups["b"]) ?? number, value.Line),
            });
        }

        return ValueList.From(figures);
    }

    private static decimal? Number(Group group) =>
        group.Success ? decimal.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    private const string Value = @"\d{1,12}(?:\.\d{1,6})?";

    [GeneratedRegex($"^(?<how>at least |at most )?(?<a>{Value})[d%]?(?: to (?<b>{Value})[d%]?)?$")]
    private static partial Regex FigurePattern();
}
