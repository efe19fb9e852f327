namespace Poczekalnia.Checks.Views;

/// <summary>The released first-time slots of one scope by place, each place's in slot order.</summary>
public sealed class OpenSlots
{
    private readonly Dictionary<Place, SortedSet<Slot>> _byPlace = [];

    /// <summary>The places that ever had one, in the order in which they first had.</summary>
    public List<Place> Places { get; } = [];

    public void Add(Slot slot)
    {
        if (!_byPlace.TryGetValue(slot.Place, out var slots))
        {
            _byPlace.Add(slot.Place, slots = []);
            Places.Add(slot.Place);
        }

        slots.Add(slot);
    }

    public void Remove(Slot slot)
    {
        if (_byPlace.TryGetValue(slot.Place, out var slots))
        {
            slots.Remove(slot);
        }
    }

    /// <summary>Forgets the slots of days that are over.</summary>
    public void Forget(DateOnly before)
    {
        foreach (var place in Places)
        {
            var slots = _byPlace[place];
            while (slots.Min is { } first && first.Day < before)
            {
                slots.Remove(first);
            }
        }
    }

    public IReadOnlyCollection<Slot> At(Place place) => _byPlace.TryGetValue(place, out var slots) ? slots : [];
}
