using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>
/// Makes worlds and keeps the last: the next measurement often asks for the same, and two of five million would not
/// fit side by side.
/// </summary>
public sealed class WorldShelf(Mix mix, CancellationToken stop)
{
    private World? _last;

    public Country Country => field ??= new Country(mix);

    public Wishes Wishes => field ??= new Wishes(Country);

    public World Take(int size, QueueAge age)
    {
        if (_last is null || _last.Size != size || _last.Age != age)
        {
            _last = null;
            _last = Make(size, age);
        }

        return _last;
    }

    private World Make(int size, QueueAge age)
    {
        var (country, wishes) = (Country, Wishes);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var larger = age == QueueAge.Aged ? (int)(size * mix.Ageing.LargerBy) : size;
        var rolls = age == QueueAge.Aged ? RollsFor(larger) : [];
        var scopes = new WaitingRecord[mix.Supply.Scopes][];

        // The largest scopes come first, so that both cores end at about the same time.
        Workers.ForEach(scopes.Length, Environment.ProcessorCount, scope =>
        {
            stop.ThrowIfCancellationRequested();
            var count = (int)(larger * country.Scopes.ShareOf(scope));
            var entries = new EntrySource(mix, wishes, scope, "entries").Reported(count, firstNumber: 1);
            scopes[scope] = age == QueueAge.Aged ? LeftBy(rolls, scope, entries) : entries;
        });

        // What the making needed goes with it; the records stay.
        rolls = [];
        return new World(
            country, wishes, size, age, scopes, GC.GetTotalMemory(forceFullCollection: true) - before);
    }

    // The last days of the week before the one that is unblocked now.
    private (MatchDay Day, SlotRecord[][] Slots)[] RollsFor(int entries)
    {
        var rolls = new (MatchDay, SlotRecord[][])[mix.Ageing.Rolls];
        var through = mix.Today.PlusDays(mix.WindowDays);
        for (var roll = rolls.Length - 1; roll >= 0; roll--)
        {
            do
            {
                through = through.PlusDays(-1);
            }
            while (through.DayOfWeek > IsoDayOfWeek.Friday);

            rolls[roll] = (
                new MatchDay(through.PlusDays(-mix.WindowDays), through, mix.MinimumLeadDays),
                new SlotSource(Country, $"roll-{roll}")
                    .OfOneDay(through, (int)(entries * mix.Ageing.SlotsPerEntry)));
        }

        return rolls;
    }

    // Only who is left is kept: who was given a date no longer waits.
    private static WaitingRecord[] LeftBy(
        (MatchDay Day, SlotRecord[][] Slots)[] rolls, int scope, WaitingRecord[] entries)
    {
        var index = Engine.Build(entries);
        var gone = new HashSet<WaitingRecord>(ReferenceEqualityComparer.Instance);
        foreach (var (day, slots) in rolls)
        {
            foreach (var slot in slots[scope])
            {
                if (Engine.Take(index, slot, day) is { } entry)
                {
                    gone.Add(entry);
                }
            }
        }

        return [.. entries.Where(entry => !gone.Contains(entry))];
    }
}
