using System.Globalization;
using NodaTime;

namespace Poczekalnia.Steps;

/// <summary>Whether something that a scenario expects came true.</summary>
/// <param name="Step">The step it belongs to, in words; the same for all of a step.</param>
/// <param name="At">When it was looked at, local time in Poland.</param>
/// <param name="Line">Where it stands in the scenario's file.</param>
/// <param name="Expected">What must be true.</param>
/// <param name="Met">Whether it is.</param>
/// <param name="Found">What is true instead; empty when it is met.</param>
/// <param name="Why">How that came about, where the engine can say; empty otherwise.</param>
public sealed record StepResult(
    string Step, LocalDateTime At, int Line, string Expected, bool Met, string Found, string Why)
{
    /// <summary>The lines to print for the results of a run: each step once, its expectations below.</summary>
    /// <param name="file">The name of the scenario's file.</param>
    public static IEnumerable<string> Report(string file, IEnumerable<StepResult> results)
    {
        var step = "";
        foreach (var result in results)
        {
            var heading = string.Create(CultureInfo.InvariantCulture, $"{result.At:uuuu-MM-dd HH:mm}  {result.Step}");
            if (heading != step)
            {
                yield return step = heading;
            }

            foreach (var line in result.Lines(file))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<string> Lines(string file)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture, $"  {(Met ? "met    " : "NOT MET")}  {file}:{Line}  {Expected}");
        if (!Met)
        {
            yield return $"             found: {Found}";
            if (Why.Length > 0)
            {
                yield return $"             why: {Why}";
            }
        }
    }
}
