namespace Scheduling.Domain.Matching;

/// <summary>
/// Something that is known of each service place, found by the record itself: slots of a place share one record, as a
/// rule, and then no more than its reference is compared.
/// </summary>
internal sealed class PlaceTable<T>
    where T : class
{
    private readonly Dictionary<PlaceRecord, T> _known = new(Comparer.Instance);

    public T? Find(PlaceRecord place) => _known.GetValueOrDefault(place);

    public void Add(PlaceRecord place, T value) => _known.Add(place, value);

    private sealed class Comparer : IEqualityComparer<PlaceRecord>
    {
        public static readonly Comparer Instance = new();

        public bool Equals(PlaceRecord? left, PlaceRecord? right) =>
            ReferenceEquals(left, right) || (left is not null && left.Equals(right));

        public int GetHashCode(PlaceRecord place) => place.Place.Value.GetHashCode();
    }
}
