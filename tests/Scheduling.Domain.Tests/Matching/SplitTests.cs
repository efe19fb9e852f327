using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// A chunk that is full is split. When those in front of it have left, it begins behind whoever comes right after them,
/// and the chunk before it, which would then be the one to take the newcomer, may be full as well.
/// </summary>
public sealed class SplitTests
{
    private const int Apart = 10;
    private const int FullChunks = 3;

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(64)]
    public void Whoever_comes_between_those_who_left_and_the_living_gets_the_right_turn(int chunk)
    {
        // Of more than this part the chunk would only be tidied up, not split.
        for (var left = 1; left < chunk / 8; left++)
        {
            var index = new RankIndex(RankTuning.Default with { ChunkMax = chunk });
            var turns = Enumerable.Range(1, FullChunks * chunk).Select(turn => turn * Apart).ToList();
            index.Load(turns.Select(turn => Given.Entry(turn)));
            var gone = turns.GetRange(chunk, left);
            gone.ForEach(turn => index.Leave(Given.Entry(turn).Entry));
            index.Join(Given.Entry(gone[^1] + 1));

            turns.RemoveAll(gone.Contains);
            turns.Insert(chunk, gone[^1] + 1);
            Drain(index).Should().Equal(turns, "{0} of {1} have left", left, chunk);
        }
    }

    private static IEnumerable<int> Drain(RankIndex index)
    {
        while (index.TakeFirstFor(Given.Slot(1), Given.Day) is { } next)
        {
            yield return (int)next.Order.Number;
        }
    }
}
