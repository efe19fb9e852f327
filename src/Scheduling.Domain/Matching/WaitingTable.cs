using System.Collections;

namespace Scheduling.Domain.Matching;

/// <summary>
/// The waiting entries by number. Lists hold the number, so whoever has left keeps it, with key and record, until no
/// list can hold it any more: then <see cref="Free"/> gives it back.
/// </summary>
internal sealed class WaitingTable : IReadOnlyCollection<WaitingRecord>
{
    /// <summary>No entry.</summary>
    public const int None = -1;

    private const int PageBits = 10;
    private const int PageLength = 1 << PageBits;
    private const int BitsOfWord = 64;

    private readonly IdTable _ids;
    private readonly List<WaitingRecord?[]> _records = [];
    private readonly List<uint[]> _keys = [];
    private ulong[] _alive = [];
    private ulong[] _dead = [];
    private int _end;
    private int _unused = None;

    public WaitingTable() => _ids = new IdTable(handle => this[handle].Entry.Value);

    /// <summary>Entries that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Entries that have left and still have their number.</summary>
    public int DeadCount { get; private set; }

    /// <summary>Bytes for keys and bits.</summary>
    public long Bytes => ((long)_keys.Count * PageLength * sizeof(uint)) + ((_alive.Length + _dead.Length) * 8L);

    /// <summary>Bytes for the way from an identity to a number, and from there to the record.</summary>
    public long IdBytes => _ids.Bytes + ((long)_records.Count * PageLength * 8);

    public WaitingRecord this[int handle] => _records[handle >> PageBits][handle & (PageLength - 1)]!;

    /// <summary>The first part of the rank inside a class: whole seconds.</summary>
    public uint KeyOf(int handle) => _keys[handle >> PageBits][handle & (PageLength - 1)];

    public bool IsAlive(int handle) => (_alive[handle / BitsOfWord] & (1UL << handle)) != 0;

    /// <summary>The number of an entry that waits, or <see cref="None"/>.</summary>
    public int Find(EntryId entry) =>
        _ids.Find(entry.Value) is var handle && handle >= 0 && IsAlive(handle) ? handle : None;

    public int Add(WaitingRecord record)
    {
        var handle = TakeHandle();
        _records[handle >> PageBits][handle & (PageLength - 1)] = record;
        _keys[handle >> PageBits][handle & (PageLength - 1)] = KeyOf(record);
        _alive[handle / BitsOfWord] |= 1UL << handle;
        _ids.Set(record.Entry.Value, handle);
        Count++;
        return handle;
    }

    /// <summary>The entry waits no longer.</summary>
    public void Remove(int handle)
    {
        _alive[handle / BitsOfWord] &= ~(1UL << handle);
        _dead[handle / BitsOfWord] |= 1UL << handle;
        Count--;
        DeadCount++;
    }

    /// <summary>Which of two comes first inside a class.</summary>
    public int Compare(int left, int right)
    {
        var (leftKey, rightKey) = (KeyOf(left), KeyOf(right));
        return leftKey != rightKey ? leftKey.CompareTo(rightKey) : Precedence.Compare(this[left], this[right]);
    }

    /// <summary>Copies the bits of all who have left.</summary>
    public int CopyDeadTo(ref ulong[] bits)
    {
        if (bits.Length < _dead.Length)
        {
            bits = new ulong[_dead.Length];
        }

        _dead.CopyTo(bits, 0);
        return _dead.Length;
    }

    /// <summary>Gives back the number of an entry that has left.</summary>
    public void Free(int handle)
    {
        _dead[handle / BitsOfWord] &= ~(1UL << handle);
        _ids.Remove(this[handle].Entry.Value, handle);
        _records[handle >> PageBits][handle & (PageLength - 1)] = null;
        _keys[handle >> PageBits][handle & (PageLength - 1)] = (uint)(_unused + 1);
        _unused = handle;
        DeadCount--;
    }

    public IEnumerator<WaitingRecord> GetEnumerator()
    {
        for (var handle = 0; handle < _end; handle++)
        {
            if (IsAlive(handle))
            {
                yield return this[handle];
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Clamping keeps the order, and what it makes equal the records tell apart.
    private static uint KeyOf(WaitingRecord record) =>
        (uint)Math.Clamp(record.Order.Since.ToUnixTimeSeconds(), uint.MinValue, uint.MaxValue);

    // A number that is not in use holds the way to the one before where its key was.
    private int TakeHandle()
    {
        if (_unused != None)
        {
            var handle = _unused;
            _unused = (int)KeyOf(handle) - 1;
            return handle;
        }

        if (_end == _records.Count * PageLength)
        {
            _records.Add(new WaitingRecord?[PageLength]);
            _keys.Add(new uint[PageLength]);
        }

        if (_end == _alive.Length * BitsOfWord)
        {
            Array.Resize(ref _alive, Math.Max(1, _alive.Length * 2));
            Array.Resize(ref _dead, _alive.Length);
        }

        return _end++;
    }
}
