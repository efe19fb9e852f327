using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// A search that found nobody remembers how far it came. Who joins behind all others joins in front of that mark.
/// </summary>
public sealed class CursorTests
{
    private static readonly Criteria TooEarly = new(To: Given.Today.PlusDays(5));
    private static readonly SlotRecord Later = Given.Slot(1, inDays: 10);

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    public void Who_joins_last_is_found_where_a_search_before_found_nobody(int chunk)
    {
        // However full the last chunk is.
        for (var waiting = chunk + 1; waiting <= 3 * chunk; waiting++)
        {
            var index = new RankIndex(RankTuning.Default with { ChunkMax = chunk });
            index.Load(Enumerable.Range(1, waiting).Select(turn => Given.Entry(turn, TooEarly)));
            index.FirstFor(Later, Given.Day).Should().BeNull();
            index.FirstFor(Later, Given.Day).Should().BeNull();

            var last = Given.Entry(waiting + 1);
            index.Join(last);
            index.FirstFor(Later, Given.Day).Should().BeSameAs(last, "{0} wait, {1} to a chunk", waiting, chunk);
        }
    }

    [Fact]
    public void What_was_remembered_moves_with_the_chunks_when_those_in_front_are_gone()
    {
        const int Chunk = 4;
        var early = Given.Slot(2, inDays: 4);
        for (var gone = 1; gone <= 16; gone++)
        {
            var index = new RankIndex(RankTuning.Default with { ChunkMax = Chunk });
            var turn = 0;
            for (var i = 0; i < gone * Chunk; i++)
            {
                index.Join(Given.Entry(++turn));
            }

            for (var i = 0; i < 3 * Chunk; i++)
            {
                index.Join(Given.Entry(++turn, TooEarly));
            }

            var wanted = Given.Entry(++turn);
            index.Join(wanted);
            for (var i = 0; i < gone * Chunk; i++)
            {
                index.TakeFirstFor(early, Given.Day);
            }

            // The first of these marks who has gone, the second cuts them off.
            index.FirstFor(early, Given.Day);
            index.FirstFor(early, Given.Day);
            for (var i = 0; i < 32 * Chunk; i++)
            {
                index.FirstFor(Later, Given.Day).Should().BeSameAs(wanted, "{0} chunks are gone", gone);
                index.Join(Given.Entry(++turn, TooEarly));
            }
        }
    }
}
