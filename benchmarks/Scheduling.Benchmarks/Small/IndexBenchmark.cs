using BenchmarkDotNet.Attributes;
using NodaTime;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Small;

/// <summary>What does each operation of the index cost when its part of the country is in the caches?</summary>
public class IndexBenchmark
{
    private const int Questions = 1_000;
    private const int OpenSlots = 20_000;

    // Everybody waits in an age band that reaches beyond it, so that the search looks at all who might come.
    private static readonly AgeRange NobodysAges = new(20, 30);

    // Every question is set up for itself; the world is the same for those that follow one another.
    private static readonly WorldShelf Worlds = new(
        Mix.Read(Path.Combine(AppContext.BaseDirectory, "worlds", "nationwide.yaml")), CancellationToken.None);

    private readonly List<ScopedSlot> _hits = [];
    private readonly List<ScopedSlot> _misses = [];
    private readonly List<(int Scope, WaitingRecord Entry)> _joining = [];
    private RankIndex[] _indices = [];
    private RankIndex[] _withOpenSlots = [];
    private MatchDay _day;

    [Params(100_000, 1_000_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void MakeWorld()
    {
        var world = Worlds.Take(Entries, QueueAge.Aged);
        var mix = world.Country.Mix;
        _day = world.Day;
        _indices = Engine.Running(world);
        Draw(new SlotSource(world.Country, "small"));

        // Open slots that nobody waits for, as they lie open in the country.
        _withOpenSlots = Engine.Build([.. world.Scopes.Select(_ => Array.Empty<WaitingRecord>())], 1);
        foreach (var (scope, slot) in new SlotSource(world.Country, "open").GivenBack(OpenSlots))
        {
            _withOpenSlots[scope].Open(slot);
        }

        var (dice, now) = (Dice.Of(mix.Seed, "small"), mix.Today.AtMidnight().InUtc().ToInstant());
        for (var number = 0; number < Questions; number++)
        {
            var scope = world.Country.Scopes.Draw(dice);
            var source = new EntrySource(mix, world.Wishes, scope, $"small-{number}");
            _joining.Add((scope, source.Next(now + Duration.FromSeconds(number), 1_000_000_000 + number)));
        }
    }

    [Benchmark(Description = "FirstFor, somebody waits", OperationsPerInvoke = Questions)]
    public int FirstForHit() => Ask(_hits);

    [Benchmark(Description = "FirstFor, nobody fits, the worst case", OperationsPerInvoke = Questions)]
    public int FirstForMiss() => Ask(_misses);

    [Benchmark(Description = "TakeFirstFor, and join again", OperationsPerInvoke = Questions)]
    public int TakeAndComeBack()
    {
        var found = 0;
        foreach (var (scope, slot) in _hits)
        {
            if (Engine.Take(_indices[scope], slot, _day) is { } first)
            {
                _indices[scope].Join(first);
                found++;
            }
        }

        return found;
    }

    [Benchmark(Description = "Join at the end, and leave again", OperationsPerInvoke = Questions)]
    public void JoinAndLeave()
    {
        foreach (var (scope, entry) in _joining)
        {
            _indices[scope].Join(entry);
            _indices[scope].Leave(entry.Entry);
        }
    }

    [Benchmark(Description = "EarliestFor among the open slots", OperationsPerInvoke = Questions)]
    public int EarliestFor()
    {
        var found = 0;
        foreach (var (scope, entry) in _joining)
        {
            found += _withOpenSlots[scope].EarliestFor(entry, _day) is null ? 0 : 1;
        }

        return found;
    }

    private int Ask(List<ScopedSlot> slots)
    {
        var found = 0;
        foreach (var (scope, slot) in slots)
        {
            found += _indices[scope].FirstFor(slot, _day) is null ? 0 : 1;
        }

        return found;
    }

    private void Draw(SlotSource source)
    {
        while (_hits.Count < Questions)
        {
            foreach (var (scope, slot) in source.GivenBack(Questions))
            {
                if (_hits.Count < Questions && _indices[scope].FirstFor(slot, _day) is not null)
                {
                    _hits.Add(new ScopedSlot(scope, slot));
                    _misses.Add(new ScopedSlot(scope, slot with { Ages = NobodysAges }));
                }
            }
        }
    }
}
