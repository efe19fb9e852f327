using System.Collections;

namespace Scheduling.Domain.Matching;

/// <summary>The open slots by number. A number is used again as soon as its slot is gone.</summary>
internal sealed class OpenTable : IReadOnlyCollection<SlotRecord>
{
    /// <summary>No slot.</summary>
    public const int None = -1;

    private readonly IdTable _ids;
    private readonly List<SlotRecord?> _records = [];
    private readonly Stack<int> _unused = [];

    public OpenTable() => _ids = new IdTable(handle => this[handle].Slot.Value);

    public int Count => _records.Count - _unused.Count;

    public SlotRecord this[int handle] => _records[handle]!;

    /// <summary>The number of a slot, or <see cref="None"/>.</summary>
    public int Find(SlotId slot) => _ids.Find(slot.Value);

    public int Add(SlotRecord record)
    {
        if (!_unused.TryPop(out var handle))
        {
            handle = _records.Count;
            _records.Add(null);
        }

        _records[handle] = record;
        _ids.Set(record.Slot.Value, handle);
        return handle;
    }

    public void Remove(int handle)
    {
        _ids.Remove(this[handle].Slot.Value, handle);
        _records[handle] = null;
        _unused.Push(handle);
    }

    public IEnumerator<SlotRecord> GetEnumerator() => _records.OfType<SlotRecord>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
