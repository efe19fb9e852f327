using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>What the matcher asks of the garbage collector, and of memory: nothing, once it has grown.</summary>
public sealed class HotPathTests
{
    private const int Entries = 3_000;
    private const int Rounds = 12;

    private readonly BoundaryWorld _world = new(5);
    private readonly RankIndex _index = new(RankTuning.Default with { SweepFrom = 100 });
    private readonly MatchDay _day;
    private readonly WaitingRecord[] _entries;
    private readonly SlotRecord[] _slots;

    public HotPathTests()
    {
        _day = _world.FirstDay;
        _slots = [.. Enumerable.Range(0, 2_000).Select(_ => _world.Slot())];
        _entries = [.. Enumerable.Range(0, Entries).Select(_ => _world.Entry(_slots))];
        _index.Load(_entries);
        Array.ForEach(_slots[..500], _index.Open);
        for (var round = 0; round < Rounds; round++)
        {
            Churn();
        }
    }

    [Fact]
    public void Searches_matches_and_joins_allocate_nothing()
    {
        var (taken, before) = (0, GC.GetAllocatedBytesForCurrentThread());
        taken += Churn();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        taken.Should().BeGreaterThan(100);
        bytes.Should().Be(0);
    }

    [Fact]
    public void Memory_stays_flat_while_entries_come_and_go()
    {
        var (index, ids) = (_index.IndexBytes, _index.IdBytes);
        for (var round = 0; round < 5 * Rounds; round++)
        {
            Churn();
        }

        _index.Waiting.Count.Should().Be(Entries);
        _index.IndexBytes.Should().BeLessThanOrEqualTo(index);
        _index.IdBytes.Should().BeLessThanOrEqualTo(ids);
    }

    [Fact]
    public void Records_that_left_are_let_go()
    {
        var index = new RankIndex(RankTuning.Default with { SweepFrom = 100 });
        var left = new WeakReference[Entries];
        JoinAndLeave(index, left);
        for (var i = 0; i < 4 * Entries; i++)
        {
            index.Join(_entries[i % 50]);
        }

        GC.Collect();
        left.Count(entry => entry.IsAlive).Should().BeLessThan(Entries / 4);
    }

    private void JoinAndLeave(RankIndex index, WeakReference[] left)
    {
        for (var i = 0; i < Entries; i++)
        {
            var entry = _world.Entry(_slots);
            left[i] = new WeakReference(entry);
            index.Join(entry);
            index.Leave(entry.Entry);
        }
    }

    // Everybody who is taken joins again at the old rank; every third has left and come back besides.
    private int Churn()
    {
        var taken = 0;
        foreach (var slot in _slots)
        {
            _index.FirstFor(slot, _day);
            if (_index.TakeFirstFor(slot, _day) is { } entry)
            {
                taken++;
                _index.EarliestFor(entry, _day);
                _index.Join(entry);
            }
        }

        for (var i = 0; i < _entries.Length; i += 3)
        {
            _index.Leave(_entries[i].Entry);
        }

        for (var i = 0; i < _entries.Length; i += 3)
        {
            _index.Join(_entries[i]);
        }

        return taken;
    }
}
