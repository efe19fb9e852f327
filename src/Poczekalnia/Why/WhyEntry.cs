using System.Globalization;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Explanations;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Spectre.Console;

namespace Poczekalnia.Why;

/// <summary>
/// Why an entry got its date, and why none before: its life, and what stood between it and every slot that went to
/// somebody else while it waited.
/// </summary>
public sealed class WhyEntry(EntryId entry, IAnsiConsole console)
{
    private const int WinnersShown = 5;

    private readonly SortedDictionary<string, long> _missed = new(StringComparer.Ordinal);
    private readonly Queue<string> _lastWinners = new();
    private bool _known;

    /// <summary>Whether the file knows the entry at all.</summary>
    public bool Tell(CaseFile file)
    {
        var log = new ReplayedLog();
        foreach (var line in file.Lines())
        {
            if (line.Type == "policy")
            {
                log.Learn(line);
            }
            else if (line.Type == "event")
            {
                var each = CaseEvent.Of(line);
                Judge(each, log);
                if (each.Place.Stream == entry)
                {
                    Tell(each);
                }

                log.Apply(each);
            }
        }

        if (log.StateOf(entry) is WaitingEntry.Waiting)
        {
            ShowMissed("It still waits. Since it last began to wait:");
        }

        return _known;
    }

    private void Tell(CaseEvent each)
    {
        _known = true;
        Say(each, EntryWords.Of((WaitingEntryEvent)each.Event));
        switch (each.Event)
        {
            case WaitingEntryEvent.EntryPlaced placed:
                console.WriteLine("            wants " + EntryWords.Of(placed.Criteria));
                break;
            case WaitingEntryEvent.EntryAssigned:
                ShowMissed("Why none before: while it waited,");
                break;
        }
    }

    // What a slot's decision meant for this entry while it waited.
    private void Judge(CaseEvent each, ReplayedLog log)
    {
        if (each.Event is not (SlotEvent.SlotAssigned or SlotEvent.SlotReleased)
            || log.StateOf(entry) is not WaitingEntry.Waiting { Terms: var terms }
            || log.SlotOf(new SlotId(each.Place.Stream.Value)) is not { } slot
            || ((Slot)log.StateOf(slot.Slot)).Published?.Scope != terms.Placed.Scope
            || log.DayOf(terms.Placed.Scope, each.Event.At) is not { } day
            || each.Event is SlotEvent.SlotAssigned { Entry: var winner } && winner == entry)
        {
            return;
        }

        if (Eligibility.Check(log.EntryOf(entry)!, slot, day) is { } rule)
        {
            Count($"not eligible: {MisfitCode.Of(rule)}");
        }
        else if (each.Event is SlotEvent.SlotAssigned assigned && log.EntryOf(assigned.Entry) is { } other)
        {
            Count("eligible, but somebody stood before it");
            _lastWinners.Enqueue(string.Create(
                CultureInfo.InvariantCulture,
                $"{slot.Start:uuuu-MM-dd HH:mm} went to entry/{assigned.Entry}: {EntryWords.Of(other.Order)}"));
            if (_lastWinners.Count > WinnersShown)
            {
                _lastWinners.Dequeue();
            }
        }
        else
        {
            Count("eligible, but released to the public");
        }
    }

    private void Count(string what) => _missed[what] = _missed.GetValueOrDefault(what) + 1;

    private void ShowMissed(string heading)
    {
        console.WriteLine("            " + heading);
        foreach (var (what, count) in _missed)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,20:#,0} slots  {what}"));
        }

        if (_lastWinners.Count > 0)
        {
            console.WriteLine("            the last that stood before it:");
        }

        foreach (var winner in _lastWinners)
        {
            console.WriteLine("              " + winner);
        }

        _missed.Clear();
        _lastWinners.Clear();
    }

    private void Say(CaseEvent each, string what) =>
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Place.Position,10}  {WarsawTime.LocalOf(each.Event.At):uuuu-MM-dd HH:mm:ss}  {what}"));
}
