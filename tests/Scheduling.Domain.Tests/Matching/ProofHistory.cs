using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// A random life of one scope, lived by the plain matcher and by any number of fast ones at once. Whatever one is asked
/// all are asked, and every answer is compared with the plain matcher's, by reference.
/// </summary>
internal sealed class ProofHistory(int seed, IReadOnlyList<RankTuning> tunings)
{
    private readonly BoundaryWorld _world = new(seed);
    private readonly NaiveMatcher _naive = new();
    private readonly List<RankIndex> _fast = [.. tunings.Select(tuning => new RankIndex(tuning))];
    private readonly List<WaitingRecord> _entries = [];
    private readonly List<SlotRecord> _slots = [];
    private readonly List<WaitingRecord> _taken = [];
    private MatchDay _day = new BoundaryWorld(seed).FirstDay;

    /// <summary>Answers compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Questions that had an answer.</summary>
    public int Found { get; private set; }

    /// <summary>Does so many things, keeping about so many entries, and gives the hash of the end.</summary>
    public string Live(int steps, int usual)
    {
        for (var step = 0; step < steps; step++)
        {
            Happen(usual);
        }

        var hash = StateHash.Of(_naive);
        foreach (var fast in _fast)
        {
            StateHash.Of(fast).Should().Be(hash, "seed {0}", seed);
        }

        return hash;
    }

    private void Happen(int usual)
    {
        var dice = _world.Dice;
        var isFull = _entries.Count > usual;
        switch (dice.Below(16))
        {
            case 0 or 1 or 2: Join(_world.Entry(_slots)); break;
            case 3 when !isFull: JoinMany(dice.Below(1 + (usual / 8))); break;
            case 4 when _entries.Count > 0: Join(_world.Changed(dice.Of([.. _entries]))); break;
            case 3 or 5 when isFull: Leave(dice.Of([.. _entries])); break;
            case 6: Open(_world.Slot()); break;
            case 7 when _slots.Count > usual / 4: Close(_slots[dice.Below(_slots.Count)]); break;
            case 8 when dice.OneIn(4): Pass(dice); break;
            case 9 when dice.OneIn(4): Batch(_day.Today.PlusDays(dice.Below(12)), 1 + dice.Below(usual / 3)); break;
            case 10 when _taken.Count > 0: Undo(dice.Below(_taken.Count + 1)); break;
            case 11: AskForEntry(_world.Entry(_slots)); break;
            case 12 when _slots.Count > 0: AskForSlot(_slots[dice.Below(_slots.Count)], _day); break;
            case 13 when dice.OneIn(6): AskAsOfYesterday(); break;
            default: AskForSlot(_world.Slot(), _day); break;
        }
    }

    private void Join(WaitingRecord entry)
    {
        Add(entry);
        _naive.Join(entry);
        _fast.ForEach(fast => fast.Join(entry));
        AskForEntry(entry);
    }

    private void JoinMany(int count)
    {
        List<WaitingRecord> entries = [.. Enumerable.Range(0, count).Select(_ => _world.Entry(_slots))];
        entries.ForEach(Add);
        entries.ForEach(_naive.Join);
        _fast.ForEach(fast => fast.Load(entries));
    }

    private void Add(WaitingRecord entry)
    {
        _entries.RemoveAll(other => other.Entry == entry.Entry);
        _taken.RemoveAll(other => other.Entry == entry.Entry);
        _entries.Add(entry);
    }

    private void Leave(WaitingRecord entry)
    {
        _entries.Remove(entry);
        _naive.Leave(entry.Entry);
        _fast.ForEach(fast => fast.Leave(entry.Entry));
    }

    private void Open(SlotRecord slot)
    {
        _slots.Add(slot);
        _naive.Open(slot);
        _fast.ForEach(fast => fast.Open(slot));
    }

    private void Close(SlotRecord slot)
    {
        _slots.Remove(slot);
        _naive.Close(slot.Slot);
        _fast.ForEach(fast => fast.Close(slot.Slot));
    }

    // The lead time is policy: it may shrink as well as grow.
    private void Pass(Dice dice)
    {
        var today = _day.Today.PlusDays(dice.Of(0, 0, 1, 1, 2));
        _day = new MatchDay(today, today.PlusDays(dice.Of(5, 12, 12)), dice.Below(6) - 1);
    }

    // A day unblocked: slot by slot in slot order. Now and then the whole group is undone at once.
    private void Batch(LocalDate on, int count)
    {
        var before = _taken.Count;
        foreach (var slot in Enumerable.Range(0, count).Select(_ => _world.Slot(on)).OrderBy(slot => slot.Order))
        {
            Take(slot);
        }

        if (_world.Dice.OneIn(3))
        {
            Undo(_taken.Count - before);
        }
    }

    private void Take(SlotRecord slot)
    {
        var expected = Expect(_naive.FirstFor(slot, _day));
        foreach (var fast in _fast)
        {
            Compare(expected, fast.TakeFirstFor(slot, _day), slot);
        }

        if (expected is not null)
        {
            _naive.Leave(expected.Entry);
            _entries.Remove(expected);
            _taken.Add(expected);
        }
    }

    // The last taken come back first, as in a rollback.
    private void Undo(int count)
    {
        for (; count > 0 && _taken.Count > 0; count--)
        {
            Join(_taken[^1]);
        }
    }

    private void AskAsOfYesterday()
    {
        var slot = _world.Slot(_day.Today.PlusDays(_world.Dice.Below(5)));
        AskForSlot(slot, _day);
        AskForSlot(slot, _day with { Today = _day.Today.PlusDays(-1 - _world.Dice.Below(3)) });
    }

    private void AskForSlot(SlotRecord slot, in MatchDay day)
    {
        var expected = Expect(_naive.FirstFor(slot, day));
        foreach (var fast in _fast)
        {
            Compare(expected, fast.FirstFor(slot, day), slot);
        }

        if (expected is not null && _world.Dice.OneIn(3))
        {
            Leave(expected);
        }
    }

    private void AskForEntry(WaitingRecord entry)
    {
        var expected = Expect(_naive.EarliestFor(entry, _day));
        foreach (var fast in _fast)
        {
            Compare(expected, fast.EarliestFor(entry, _day), entry);
        }
    }

    private T? Expect<T>(T? answer)
    {
        Found += answer is null ? 0 : 1;
        return answer;
    }

    private void Compare(object? expected, object? actual, object asked)
    {
        Compared++;
        if (!ReferenceEquals(expected, actual))
        {
            Assert.Fail($"seed {seed}: {asked} gets {actual} instead of {expected}");
        }
    }
}
