using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// The accounts of the waiting room balance (I7). The events are booked like money, without looking at any entry, and
/// at the end the entries are counted.
/// </summary>
public sealed class NobodyGetsLost : Check
{
    private readonly Dictionary<(string Scope, RankClass Class), long> _placed = [];
    private readonly Dictionary<string, long> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Slots, long Entries, long Visits)> _assigned =
        new(StringComparer.Ordinal);

    public override string Name => "nobody-gets-lost";

    public override string Statement =>
        "Per scope and class: placed = waiting + assigned + withdrawn + removed; all streams know the assignments.";

    public override void Before(EventLine line, History history)
    {
        if (line.Family == Family.Entry && line.What is not EntryPlaced)
        {
            if (history.EntryOf(line.Stream) is { } entry)
            {
                Book(line.What, entry);
            }

            return;
        }

        switch (line.What)
        {
            case EntryPlaced placed:
                Add(placed.Scope, placed.Order.Class, 1);
                Wait(placed.Scope, 1);
                break;
            case SlotAssigned:
                Assign(history.SlotOf(line.Stream).Scope.Code, slots: 1);
                break;
            case AppointmentBooked { Origin: Origin.WaitingRoom } booked:
                Assign(booked.Scope, visits: 1);
                break;
        }
    }

    public override void Closed(History history)
    {
        foreach (var entries in history.Entries.GroupBy(entry => (entry.Scope.Code, entry.Order.Class)))
        {
            Add(entries.Key.Code, entries.Key.Class, -entries.Count());
        }

        foreach (var ((scope, rank), left) in _placed.OrderBy(pair => pair.Key.Scope, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Class))
        {
            Expect(left == 0, scope, $"class {Words.NameOf(rank)}: {left} more placed than there are entries");
        }

        foreach (var (scope, waiting) in _waiting.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var found = history.Entries.Count(
                entry => entry.State == EntryState.Waiting && entry.Scope.Code == scope);
            Expect(waiting == found, scope, $"{waiting} should wait by the events, {found} do");
        }

        foreach (var (scope, (slots, entries, visits)) in _assigned.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Expect(
                slots == entries && entries == visits, scope,
                $"{slots} slots assigned, {entries} entries assigned, {visits} appointments from the waiting room");
        }
    }

    private void Book(Happening what, Entry entry)
    {
        switch (what)
        {
            case CategoryChanged changed:
                Move(entry, changed.Class);
                break;
            case EntryReturned returned:
                Move(entry, returned.Class);
                Wait(entry.Scope.Code, 1);
                break;
            case EntryReinstated:
                Wait(entry.Scope.Code, 1);
                break;
            case EntryAssigned:
                Assign(entry.Scope.Code, entries: 1);
                Wait(entry.Scope.Code, -1);
                break;
            case EntryWithdrawn when entry.State == EntryState.Waiting:
                Wait(entry.Scope.Code, -1);
                break;
        }
    }

    private void Move(Entry entry, RankClass to)
    {
        Add(entry.Scope.Code, entry.Order.Class, -1);
        Add(entry.Scope.Code, to, 1);
    }

    private void Add(string scope, RankClass rank, long step) =>
        _placed[(scope, rank)] = _placed.GetValueOrDefault((scope, rank)) + step;

    private void Wait(string scope, long step) => _waiting[scope] = _waiting.GetValueOrDefault(scope) + step;

    private void Assign(string scope, int slots = 0, int entries = 0, int visits = 0)
    {
        var before = _assigned.GetValueOrDefault(scope);
        _assigned[scope] = (before.Slots + slots, before.Entries + entries, before.Visits + visits);
    }

    private void Expect(bool holds, string scope, string sentence)
    {
        Look();
        if (!holds)
        {
            Found(0, $"scope/{scope}", $"in {scope}, {sentence}");
        }
    }
}
