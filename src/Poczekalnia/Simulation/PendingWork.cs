using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Simulation;

/// <summary>The work that is due, by instant, kind and key. An item leaves only when it has been done.</summary>
/// <remarks>
/// The reminders of one day share one instant, and most are made weeks ahead: those of an instant are put in order when
/// it comes first, not one by one as they come in.
/// </remarks>
public sealed class PendingWork
{
    private readonly SortedDictionary<Instant, Moment> _moments = [];
    private Moment? _first;

    public int Count => _moments.Values.Sum(moment => moment.InOrder.Count);

    /// <summary>The item that comes first, or nothing.</summary>
    public Due? First => (_first ??= _moments.Values.FirstOrDefault())?.InOrder[^1];

    /// <summary>Everything due, in order.</summary>
    public IEnumerable<Due> All => _moments.Values.SelectMany(moment => Enumerable.Reverse(moment.InOrder));

    /// <summary>Adds an item; one that is already there stays one.</summary>
    public void Add(Due due)
    {
        if (!_moments.TryGetValue(due.At, out var moment))
        {
            _moments.Add(due.At, moment = new Moment());
            _first = null;
        }

        moment.Add(due);
    }

    public void Remove(Due due)
    {
        if (_moments.TryGetValue(due.At, out var moment) && moment.Remove(due))
        {
            _moments.Remove(due.At);
            _first = null;
        }
    }

    /// <summary>Whether something is due by then.</summary>
    public bool IsDueBy(Instant instant) => First is { } first && first.At <= instant;

    /// <summary>What is due at one instant.</summary>
    private sealed class Moment
    {
        private static readonly Comparer<Due> LastFirst =
            Comparer<Due>.Create((left, right) => right.CompareTo(left));

        private List<Due> _items = [];
        private bool _inOrder = true;

        /// <summary>Each item once; the one that comes first stands last, where it is taken from.</summary>
        public List<Due> InOrder
        {
            get
            {
                if (!_inOrder)
                {
                    _items.Sort(LastFirst);
                    _items = [.. _items.Where((due, i) => i == 0 || due.CompareTo(_items[i - 1]) != 0)];
                    _inOrder = true;
                }

                return _items;
            }
        }

        public void Add(Due due)
        {
            _inOrder = _items.Count == 0;
            _items.Add(due);
        }

        /// <returns>Whether nothing is left.</returns>
        public bool Remove(Due due)
        {
            var at = InOrder.BinarySearch(due, LastFirst);
            if (at >= 0)
            {
                _items.RemoveAt(at);
            }

            return _items.Count == 0;
        }
    }
}
