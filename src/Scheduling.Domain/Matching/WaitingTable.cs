using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private Waiter[][] _pages = [];
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
    public long Bytes => ((long)_pages.Length * PageLength * 8) + ((_alive.Length + _dead.Length) * 8L);

    /// <summary>Bytes for the way from an identity to a number, and from there to the record.</summary>
    public long IdBytes => _ids.Bytes + ((long)_pages.Length * PageLength * 8);

    public WaitingRecord this[int handle] => At(handle).Record!;

    /// <summary>The first part of the rank inside a class.</summary>
    public uint KeyOf(int handle) => At(handle).Key;

    public bool IsAlive(int handle) => (_alive[handle / BitsOfWord] & (1UL << handle)) != 0;

    /// <summary>The number of an entry that waits, or <see cref="None"/>.</summary>
    public int Find(EntryId entry) =>
        _ids.Find(entry.Value) is var handle && handle >= 0 && IsAlive(handle) ? handle : None;

    public int Add(WaitingRecord record)
    {
        var handle = TakeHandle();
        At(handle) = new Waiter { Record = record, Key = KeyOf(record) };
        _alive[handle / BitsOfWord] |= 1UL << handle;
        _ids.Set(record.Entry.Value, handle);
        Count++;
        return handle;
    }

    /// <summary>The entry waits no longer.</summary>
    public void Remove(int handle)
    {
        At(handle).HasLeft = true;
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
        At(handle) = new Waiter { Key = (uint)(_unused + 1) };
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

    /// <summary>
    /// What a search wants to know of one who may fit, side by side. Whoever has a number has had it from here, so the
    /// page need not be asked how long it is: that would be one more line of memory to wait for.
    /// </summary>
    public ref readonly Waiter WaiterOf(int handle) => ref At(handle);

    private ref Waiter At(int handle) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(_pages[handle >> PageBits]), handle & (PageLength - 1));

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

        if (_end == _pages.Length * PageLength)
        {
            Array.Resize(ref _pages, _pages.Length + 1);
            _pages[^1] = new Waiter[PageLength];
        }

        if (_end == _alive.Length * BitsOfWord)
        {
            Array.Resize(ref _alive, Math.Max(1, _alive.Length * 2));
            Array.Resize(ref _dead, _alive.Length);
        }

        return _end++;
    }
}

/// <summary>An entry with a number.</summary>
internal struct Waiter
{
    public WaitingRecord? Record;

    /// <summary>The first part of the rank inside a class: whole seconds.</summary>
    public uint Key;

    public bool HasLeft;
}
