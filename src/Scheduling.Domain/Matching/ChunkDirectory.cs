using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Scheduling.Domain.Matching;

/// <summary>
/// The chunks of a long list in rank order, and how far searches of it have come. A cursor says of one cell (day, hour,
/// mode, ages, in circle lists the place): no posting of a chunk before this one will ever do. That stays true, for
/// what passes only narrows; a posting put in before it, and nothing else, takes the cursor back.
/// </summary>
internal sealed class ChunkDirectory
{
    private const int FewChunks = 4;
    private const ulong SpreadFactor = 0x9E3779B97F4A7C15UL;

    private Chunk[] _items = new Chunk[FewChunks];
    private Cursor[] _cursors = [];

    /// <summary>The first chunk.</summary>
    public int First { get; private set; }

    /// <summary>Behind the last chunk.</summary>
    public int End { get; private set; }

    /// <summary>
    /// The next chunk that the sweep will look at. It removes no other but this one, or the first; after a chunk put in
    /// before, it looks at one chunk twice.
    /// </summary>
    public int SweepAt { get; set; }

    public int Count => End - First;

    public int CursorCount => _cursors.Length;

    public long Bytes => (_items.Length * 16L) + (_cursors.Length * 16L);

    /// <summary>
    /// A chunk. A search looks at nothing on the way, not even at the length of the array, which would be one more line
    /// of memory to wait for; the index is from <see cref="First"/> up to <see cref="End"/>.
    /// </summary>
    public ref Chunk this[int index] => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_items), index);

    /// <summary>Has memory send the chunk in front, and the cursor of a cell.</summary>
    public void Fetch(ulong cell)
    {
        CacheLine.Fetch(ref this[First]);
        CacheLine.Fetch(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_cursors), PlaceOf(cell)));
    }

    /// <summary>Where a search for a cell may begin.</summary>
    public int StartFor(ulong cell) =>
        _cursors[PlaceOf(cell)] is var cursor && cursor.Cell == cell ? cursor.Chunk : First;

    /// <summary>Notes that no posting before a chunk will ever do for a cell.</summary>
    public void Note(ulong cell, int chunk)
    {
        // What is put in at the end must not be passed over, so a cursor never passes the last chunk.
        _cursors[PlaceOf(cell)] = new Cursor(cell, Math.Min(chunk, End - 1));
    }

    /// <summary>Forgets all cursors: time has gone back.</summary>
    public void ForgetCursors() => Array.Clear(_cursors);

    /// <summary>A posting was put into a chunk: whoever has passed it must come back.</summary>
    public void TakeBack(int chunk)
    {
        foreach (ref var cursor in _cursors.AsSpan())
        {
            cursor.Chunk = Math.Min(cursor.Chunk, chunk);
        }
    }

    /// <summary>Puts a chunk before another, and gives back where it stands then.</summary>
    public int Insert(int index, in Chunk chunk)
    {
        if (End == _items.Length)
        {
            index -= MakeRoom();
        }

        _items.AsSpan(index, End - index).CopyTo(_items.AsSpan(index + 1));
        _items[index] = chunk;
        End++;
        TakeBack(index);
        return index;
    }

    /// <summary>The chunk goes; what was in it may have gone into the one before.</summary>
    public void RemoveAt(int index)
    {
        if (index == First)
        {
            First++;
        }
        else
        {
            _items.AsSpan((index + 1)..End).CopyTo(_items.AsSpan(index));
            End--;
            foreach (ref var cursor in _cursors.AsSpan())
            {
                cursor.Chunk -= index <= cursor.Chunk ? 1 : 0;
            }
        }

        SweepAt = Math.Max(SweepAt, First);
        foreach (ref var cursor in _cursors.AsSpan())
        {
            cursor.Chunk = Math.Max(cursor.Chunk, First);
        }
    }

    /// <summary>Makes it the directory of a list of one chunk.</summary>
    /// <param name="cursors">How many it shall keep; a power of two.</param>
    public void Begin(in Chunk chunk, int cursors)
    {
        (First, End, SweepAt) = (0, 1, 0);
        _items[0] = chunk;
        if (_cursors.Length == cursors)
        {
            ForgetCursors();
        }
        else
        {
            _cursors = new Cursor[cursors];
        }
    }

    /// <summary>Keeps twice as many cursors.</summary>
    public void WidenCursors()
    {
        var before = _cursors;
        _cursors = new Cursor[before.Length * 2];
        foreach (var cursor in before)
        {
            // Two may want the same place: one of them is forgotten, which costs a search its start and nothing else.
            _cursors[PlaceOf(cursor.Cell)] = cursor;
        }
    }

    // Gives back by how much the chunks have moved.
    private int MakeRoom()
    {
        if (First < _items.Length / 2)
        {
            Array.Resize(ref _items, _items.Length * 2);
            return 0;
        }

        var moved = First;
        _items.AsSpan(First, Count).CopyTo(_items);
        (First, End, SweepAt) = (0, End - moved, Math.Max(0, SweepAt - moved));
        foreach (ref var cursor in _cursors.AsSpan())
        {
            cursor.Chunk = Math.Max(0, cursor.Chunk - moved);
        }

        return moved;
    }

    private int PlaceOf(ulong cell) =>
        (int)(unchecked(cell * SpreadFactor) >> (64 - BitOperations.Log2((uint)_cursors.Length)));

    private record struct Cursor(ulong Cell, int Chunk);
}
