using System.Text.Json.Nodes;
using Poczekalnia.Checks;

namespace Poczekalnia.Tests.Checks;

/// <summary>What the checks say of a history.</summary>
internal static class Verdict
{
    public static void ShouldBeSound(this HistoryBuilder history) => Violated(history.Check()).Should().BeEmpty();

    /// <summary>The check named finds it, and so do those named besides, and no other.</summary>
    public static void ShouldBreak(this HistoryBuilder history, params string[] checks) =>
        ShouldBreak(history.Check(), checks);

    public static void ShouldBreak(this IEnumerable<JsonObject> lines, params string[] checks) =>
        ShouldBreak(HistoryBuilder.Check(lines), checks);

    private static void ShouldBreak(CheckRunner runner, string[] checks)
    {
        runner.Violations.Should().BePositive();
        Violated(runner).Select(finding => finding.Check).Distinct().Should().BeEquivalentTo(
            checks, "these are the sentences that are false: {0}", string.Join("; ", Violated(runner)));
    }

    private static List<Finding> Violated(CheckRunner runner) =>
        [.. runner.Checks.Where(check => !check.IsRemark).SelectMany(check => check.Findings)];
}
