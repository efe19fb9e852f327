using System.Globalization;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Explanations;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Slots;
using Spectre.Console;

namespace Poczekalnia.Why;

/// <summary>Why a slot went where it went: its life, and at each decision who could have had it.</summary>
public sealed class WhySlot(SlotId slot, IAnsiConsole console)
{
    private const int CandidatesShown = 5;

    private bool _known;

    /// <summary>Whether the file knows the slot at all.</summary>
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
                if (each.Place.Stream == slot)
                {
                    Tell(each, log);
                }

                log.Apply(each);
            }
        }

        return _known;
    }

    private void Tell(CaseEvent each, ReplayedLog log)
    {
        _known = true;
        Say(each, SlotWords.Of((SlotEvent)each.Event));
        if (each.Event is SlotEvent.SlotAssigned or SlotEvent.SlotReleased)
        {
            ShowCandidates(each, log);
        }
    }

    private void ShowCandidates(CaseEvent each, ReplayedLog log)
    {
        if (log.SlotOf(slot) is not { } record
            || ((Slot)log.StateOf(slot)).Published is not { } offer
            || log.DayOf(offer.Scope, each.Event.At) is not { } day)
        {
            return;
        }

        var book = new NaiveMatcher();
        foreach (var waiting in log.WaitingIn(offer.Scope))
        {
            book.Join(waiting);
        }

        var candidates = Explain.Why(book, record, day, int.MaxValue);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    {book.Waiting.Count} waited in the scope, {candidates.Count} were eligible; the first in order:"));
        foreach (var candidate in candidates.Take(CandidatesShown))
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"    {candidate.Place}. entry/{candidate.Entry}  {EntryWords.Of(candidate.Order)}"));
        }
    }

    private void Say(CaseEvent each, string what) =>
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Place.Position,10}  {WarsawTime.LocalOf(each.Event.At):uuuu-MM-dd HH:mm:ss}  {what}"));
}
