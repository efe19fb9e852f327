using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Domain.Operations;

/// <summary>
/// Streams with their versions and states, in the order they were read. Nearly every operation reads a handful, which
/// is sooner searched than hashed; a day plan or a group of the matcher reads hundreds and gets an index.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A dictionary is how it is read, not what it is.")]
public sealed class StreamTable : IReadOnlyDictionary<StreamId, StreamVersion>
{
    private const int SearchedMax = 12;
    private const int UsualCount = 6;

    private KeyValuePair<StreamId, StreamVersion>[] _items;
    private Dictionary<StreamId, int>? _index;

    public StreamTable() => _items = new KeyValuePair<StreamId, StreamVersion>[UsualCount];

    /// <summary>A copy that goes its own way.</summary>
    public StreamTable(StreamTable other)
    {
        _items = other.Span.ToArray();
        _index = other._index is null ? null : new(other._index);
        Count = _items.Length;
    }

    public int Count { get; private set; }

    public IEnumerable<StreamId> Keys => this.Select(item => item.Key);

    public IEnumerable<StreamVersion> Values => this.Select(item => item.Value);

    /// <summary>The streams without an enumerator, for loops.</summary>
    public ReadOnlySpan<KeyValuePair<StreamId, StreamVersion>> Span => _items.AsSpan(0, Count);

    /// <exception cref="KeyNotFoundException">The stream was not read.</exception>
    public StreamVersion this[StreamId key]
    {
        get
        {
            var at = IndexOf(key);
            return at >= 0 ? _items[at].Value : throw new KeyNotFoundException($"{key} was not read.");
        }
    }

    public bool ContainsKey(StreamId key) => IndexOf(key) >= 0;

    public bool TryGetValue(StreamId key, [MaybeNullWhen(false)] out StreamVersion value)
    {
        var at = IndexOf(key);
        value = at >= 0 ? _items[at].Value : default;
        return at >= 0;
    }

    /// <summary>Puts a stream in, or another version in place of the one that is there.</summary>
    public void Set(StreamId stream, StreamVersion read)
    {
        var at = IndexOf(stream);
        if (at >= 0)
        {
            _items[at] = new(stream, read);
        }
        else
        {
            Add(stream, read);
        }
    }

    public IEnumerator<KeyValuePair<StreamId, StreamVersion>> GetEnumerator() => _items.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(StreamId stream, StreamVersion read)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(UsualCount, 2 * Count));
        }

        _items[Count] = new(stream, read);
        if (_index is not null)
        {
            _index.Add(stream, Count);
        }
        else if (Count == SearchedMax)
        {
            _index = [];
            for (var i = 0; i <= Count; i++)
            {
                _index.Add(_items[i].Key, i);
            }
        }

        Count++;
    }

    private int IndexOf(StreamId stream)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(stream, out var found) ? found : -1;
        }

        var items = Span;
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Key == stream)
            {
                return i;
            }
        }

        return -1;
    }
}
