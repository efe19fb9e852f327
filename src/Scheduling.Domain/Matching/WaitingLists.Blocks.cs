namespace Scheduling.Domain.Matching;

/// <summary>How chunks grow, split, and lose their dead.</summary>
internal sealed partial class WaitingLists
{
    // A full block is kept when dropping its dead frees this part of it; else it would soon be full again.
    private const int PartWorthFreeing = 8;

    // Whether there is room for one more posting, if need be after dropping the dead or in a longer block.
    private bool MakeRoom(ref Chunk chunk, int planes)
    {
        if (chunk.Kind == ChunkKind.Empty)
        {
            chunk = NewChunk(planes, size: 0);
        }

        if (chunk.End < chunk.Capacity)
        {
            return true;
        }

        if (_entries.DeadCount > 0 || chunk.Start > 0)
        {
            DropDead(ref chunk, planes);
        }

        if (chunk.Count <= chunk.Capacity - Math.Max(1, chunk.Capacity / PartWorthFreeing))
        {
            return true;
        }

        if (chunk.Capacity >= _chunkMax)
        {
            return false;
        }

        Move(ref chunk, (byte)(chunk.Size + 1), planes);
        return true;
    }

    private Chunk NewChunk(int planes) => NewChunk(planes, Chunk.SizeFor(_chunkMax));

    private Chunk NewChunk(int planes, byte size) =>
        new() { Kind = ChunkKind.Block, Size = size, At = _pool.Rent(planes * Chunk.Capacities[size]) };

    private void Release(in Chunk chunk, int planes) => _pool.Return(chunk.At, planes * chunk.Capacity);

    // Takes the upper half of a chunk away from it.
    private Chunk SplitOff(ref Chunk lower, int planes)
    {
        var upper = NewChunk(planes);
        var middle = lower.Start + (lower.Count / 2);
        Append(ref upper, lower, middle, planes);
        lower.End = (byte)middle;
        Summarise(ref lower);
        return upper;
    }

    private void Move(ref Chunk chunk, byte size, int planes)
    {
        var moved = NewChunk(planes, size);
        Append(ref moved, chunk, chunk.Start, planes);
        Release(chunk, planes);
        chunk = moved;
    }

    // Only the living are moved, so that nothing dead gets past the sweep.
    private void Append(ref Chunk target, in Chunk source, int from, int planes)
    {
        var old = BlockOf(source);
        var @new = BlockOf(target);
        for (var i = from; i < source.End; i++)
        {
            if (_entries.IsAlive(old.HandleOf(i)))
            {
                old.Copy(i, @new, target.End, planes);
                Include(ref target, @new.SignatureOf(target.End), @new.HandleOf(target.End));
                target.End++;
            }
        }
    }

    private void DropDead(ref Chunk chunk, int planes)
    {
        var block = BlockOf(chunk);
        var end = 0;
        for (var i = (int)chunk.Start; i < chunk.End; i++)
        {
            if (_entries.IsAlive(block.HandleOf(i)))
            {
                if (i != end)
                {
                    block.Copy(i, block, end, planes);
                }

                end++;
            }
        }

        (chunk.Start, chunk.End) = (0, (byte)end);
        Summarise(ref chunk);
    }

    private void Summarise(ref Chunk chunk)
    {
        var block = BlockOf(chunk);
        var end = chunk.End;
        for (chunk.End = chunk.Start; chunk.End < end; chunk.End++)
        {
            Include(ref chunk, block.SignatureOf(chunk.End), block.HandleOf(chunk.End));
        }
    }

    private void Include(ref Chunk chunk, uint signature, int handle)
    {
        var key = _entries.KeyOf(handle);
        (chunk.Key, chunk.Any) = chunk.Count == 0
            ? (key, signature)
            : (Math.Min(chunk.Key, key), chunk.Any | signature);
    }
}
