using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Simulation;

/// <summary>
/// Which slots a place has published, in order of time: where processes and the desk of a place look.
/// </summary>
public sealed class SlotsOfPlaces
{
    private static readonly LocalDateTime LastTime = LocalDate.MaxIsoValue.AtMidnight();
    private static readonly SortedSet<(LocalDateTime Start, SlotId Slot)> None = [];

    private readonly Dictionary<PlaceId, SortedSet<(LocalDateTime Start, SlotId Slot)>> _slots = [];

    /// <summary>How many first-time slots were used, attended or not.</summary>
    public int Consumed { get; private set; }

    /// <summary>Takes in an event; a slot that was consumed or withdrawn is of no more use.</summary>
    /// <param name="after">The state of the slot after the event's append.</param>
    public void See(RecordedEvent recorded, Func<StreamId, StreamState> after)
    {
        var id = new SlotId(recorded.Stream.Value);
        switch (recorded.Event)
        {
            case SlotEvent.SlotPublished published:
                if (!_slots.TryGetValue(published.Place, out var slots))
                {
                    _slots.Add(published.Place, slots = []);
                }

                slots.Add((published.Start, id));
                break;
            case SlotEvent.SlotConsumed or SlotEvent.SlotWithdrawn when after(id) is Slot { Published: { } offer }:
                _slots[offer.Place].Remove((offer.Start, id));
                Consumed += recorded.Event is SlotEvent.SlotConsumed && offer.Kind == SlotKind.FirstTime ? 1 : 0;
                break;
        }
    }

    /// <summary>The slots of a place that start from an instant on, the earliest first.</summary>
    public IEnumerable<(LocalDateTime Start, SlotId Slot)> From(PlaceId place, LocalDateTime from)
    {
        var slots = _slots.GetValueOrDefault(place, None);
        return slots.GetViewBetween((from, default), (LastTime, default));
    }
}
