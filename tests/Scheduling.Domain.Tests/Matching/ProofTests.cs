using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// That the fast matcher gives the plain matcher's answers, whatever the history, the instruction set and the sizes.
/// Together these histories compare at least half a million answers, and say so if they do not.
/// </summary>
public sealed class ProofTests
{
    private static readonly RankTuning Tiny = RankTuning.Default with
    {
        ChunkMax = 4, CursorFrom = 1, CursorsMax = 16, SweepFrom = 0,
    };

    private static readonly RankTuning[] All =
    [
        RankTuning.Default,
        RankTuning.Default with { Width = SearchWidth.Scalar },
        RankTuning.Default with { Width = SearchWidth.Vector256 },
        RankTuning.Default with { Width = SearchWidth.Vector512 },
        Tiny with { Width = SearchWidth.Scalar },
        Tiny with { Width = SearchWidth.Vector256, CursorFrom = int.MaxValue },
        Tiny with { Width = SearchWidth.Vector512, CursorsMax = 4 },
        RankTuning.Default with { ChunkMax = 16, CursorFrom = 2, SweepFrom = 400 },
        RankTuning.Default with { ChunkMax = 24, CursorFrom = 3, SweepFrom = 40, Width = SearchWidth.Scalar },
    ];

    [Fact]
    public void Half_a_million_answers_are_those_of_the_plain_matcher()
    {
        var (compared, found) = (0, 0);
        foreach (var (seeds, steps, usual) in ((int, int, int)[])[(150, 260, 30), (30, 800, 250), (2, 2_000, 1_500)])
        {
            for (var seed = 1; seed <= seeds; seed++)
            {
                var history = new ProofHistory(usual + (seed * 10_000), All);
                history.Live(steps, usual);
                compared += history.Compared;
                found += history.Found;
            }
        }

        compared.Should().BeGreaterThan(500_000);

        // An answer of nothing proves little.
        found.Should().BeGreaterThan(compared / All.Length / 4);
    }

    [Fact]
    public void Scopes_in_any_order_and_on_any_thread_end_the_same()
    {
        int[] scopes = [.. Enumerable.Range(1, 12)];
        var inOrder = scopes.Select(End).ToArray();
        var backwards = scopes.Reverse().Select(End).Reverse();
        var onThreads = new string[scopes.Length];
        Parallel.For(0, scopes.Length, i => onThreads[i] = End(scopes[i]));
        backwards.Should().Equal(inOrder);
        onThreads.Should().Equal(inOrder);

        static string End(int scope) => new ProofHistory(scope, [All[scope % All.Length]]).Live(steps: 400, usual: 80);
    }
}
