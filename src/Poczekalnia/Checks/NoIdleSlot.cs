using NodaTime;
using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// Nobody waits for what is open to the public (I5). Time passing only narrows what fits, so at rest it is enough to
/// look at the slots and entries that something has widened since the last rest.
/// </summary>
public sealed class NoIdleSlot : Check
{
    private List<(Slot Slot, long Position)> _widened = [];

    public override string Name => "no-idle-slot";

    public override string Statement =>
        "When nothing is left to do, no waiting entry fits a slot that the public may book.";

    public override void Before(EventLine line, History history)
    {
        // Here the window still stands where it stood, so the days it now gains can be told.
        if (line.What is WindowAdvanced advanced && history.WindowOf(line.Stream) is { } scope)
        {
            Widen(scope, line, slot => slot.Day > scope.Through && slot.Day <= advanced.Through);
        }
    }

    public override void After(EventLine line, History history)
    {
        switch (line.What)
        {
            case SlotReleased:
                _widened.Add((history.SlotOf(line.Stream), line.Position));
                break;
            case PolicyAdopted when history.WindowOf(line.Stream) is { } scope:
                Widen(scope, line, _ => true);
                break;
            case PlaceActivated or PlaceResumed:
                var place = history.PlaceOf(line.Stream);
                foreach (var any in history.Scopes)
                {
                    _widened.AddRange(any.Open.At(place).Select(slot => (slot, line.Position)));
                }

                break;
        }
    }

    public override void AtRest(History history)
    {
        var later = new List<(Slot Slot, long Position)>();
        foreach (var (slot, position) in _widened)
        {
            Look();
            var handledTo = history.HandledTo(slot.Scope);
            if (position > handledTo)
            {
                later.Add((slot, position));
            }
            else if (IsOpen(slot, history)
                && slot.Scope.Waiting.BestFor(slot, history.Today, null, handledTo) is { } entry)
            {
                Idle(slot, entry);
            }
        }

        _widened = later;
        foreach (var scope in history.Scopes)
        {
            TryTouched(scope, history);
        }
    }

    private static bool IsOpen(Slot slot, History history) =>
        slot.State == SlotState.Released
        && slot.Place.Serves(slot.Day)
        && Scope.MayOffer(slot, history.Today, slot.Scope.Through, slot.Scope.Rules)
        && IsAhead(slot, history.Today, history.Now);

    private static bool IsAhead(Slot slot, DateOnly today, Instant now) =>
        slot.Day > today || Moments.Of(slot.Day, slot.Time) > now;

    private void Widen(Scope scope, EventLine line, Predicate<Slot> isWider)
    {
        foreach (var place in scope.Open.Places)
        {
            foreach (var slot in scope.Open.At(place))
            {
                if (isWider(slot))
                {
                    _widened.Add((slot, line.Position));
                }
            }
        }
    }

    private void TryTouched(Scope scope, History history)
    {
        var open = new Dictionary<Place, List<Slot>>();
        foreach (var lane in scope.Waiting.TakeTouched(history.HandledTo(scope)))
        {
            if (lane.IsEmpty)
            {
                continue;
            }

            foreach (var place in lane.Group.File.Places)
            {
                if (!open.TryGetValue(place, out var slots))
                {
                    open.Add(place, slots = [.. scope.Open.At(place).Where(slot => IsOpen(slot, history))]);
                }

                TryAt(slots, lane, history);
            }
        }
    }

    private void TryAt(List<Slot> slots, Lane lane, History history)
    {
        foreach (var slot in slots)
        {
            Look();
            if (lane.Span.Takes(slot.Day, slot.Day.DayNumber - history.Today.DayNumber)
                && lane.Group.Takes(slot)
                && lane.Best(slot, null, history.HandledTo(slot.Scope)) is { } entry)
            {
                Idle(slot, entry);
            }
        }
    }

    private void Idle(Slot slot, Entry entry) =>
        Found(
            slot.ReleasedAt, $"slot/{slot.Id} entry/{entry.Id}",
            $"slot of {slot.Start} is open and fits entry {entry.Id} of {entry.Order}, which waits");
}
