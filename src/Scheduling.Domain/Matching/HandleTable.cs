using System.Collections;

namespace Scheduling.Domain.Matching;

/// <summary>
/// Gives records small numbers, so that lists hold four bytes instead of an identity. A number is used again after its
/// record is gone; nobody outside the index sees one.
/// </summary>
internal sealed class HandleTable<TId, TRecord> : IReadOnlyCollection<TRecord>
    where TId : notnull
    where TRecord : class
{
    /// <summary>No record.</summary>
    public const int None = -1;

    private readonly Dictionary<TId, int> _handles = [];
    private readonly List<TRecord?> _records = [];
    private readonly Stack<int> _unused = [];

    public int Count => _handles.Count;

    public TRecord this[int handle] => _records[handle]!;

    /// <summary>The number of an identity, or <see cref="None"/>.</summary>
    public int Find(TId id) => _handles.TryGetValue(id, out var handle) ? handle : None;

    public int Add(TId id, TRecord record)
    {
        if (!_unused.TryPop(out var handle))
        {
            handle = _records.Count;
            _records.Add(null);
        }

        _handles.Add(id, handle);
        _records[handle] = record;
        return handle;
    }

    public void Remove(TId id)
    {
        _handles.Remove(id, out var handle);
        _records[handle] = null;
        _unused.Push(handle);
    }

    public IEnumerator<TRecord> GetEnumerator() => _records.OfType<TRecord>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
