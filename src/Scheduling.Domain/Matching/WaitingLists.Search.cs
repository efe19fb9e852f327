using System.Numerics;
using System.Runtime.CompilerServices;

namespace Scheduling.Domain.Matching;

/// <summary>The first entry for a slot.</summary>
internal sealed partial class WaitingLists
{
    private const int PlaceShift = 32;

    private int _latestToday = int.MinValue;

    /// <summary>The number of the first entry for a slot, or <see cref="WaitingTable.None"/>.</summary>
    public int FirstFor(SlotRecord slot, in MatchDay day)
    {
        if (!Need.TryOf(slot, day, out var need))
        {
            return WaitingTable.None;
        }

        var search = new Search(NodesOf(slot.Place), NodeOf(slot.Practitioner), Remember(need));
        return _tuning.Width switch
        {
            SearchWidth.Scalar => FirstFor<OneLane>(search, need),
            SearchWidth.Vector256 => FirstFor<EightLanes>(search, need),
            SearchWidth.Vector512 => FirstFor<SixteenLanes>(search, need),
        };
    }

    // Cursors rest on leads that only shrink. Who asks as of an earlier day is answered without.
    private bool Remember(in Need need)
    {
        if (need.Today < _latestToday)
        {
            return false;
        }

        _latestToday = need.Today;
        return true;
    }

    private int NodeOf(PractitionerId? practitioner) =>
        practitioner is { } id ? _practitioners.GetValueOrDefault(id, NoNode) : NoNode;

    private int FirstFor<TLanes>(in Search search, in Need need)
        where TLanes : struct, ILanes
    {
        var cell = search.Remembers ? need.Cell : 0;
        var cellOfPlace = search.Remembers ? need.Cell | ((ulong)search.Nodes.Number << PlaceShift) : 0;
        for (var @class = 0; @class < Classes; @class++)
        {
            if ((AnyOf(search, @class) & need.Bits) != need.Bits)
            {
                continue;
            }

            var best = WaitingTable.None;
            foreach (var node in search.Nodes.Plain)
            {
                Improve<TLanes>(ref best, ref ListOf(node, @class), need, new Bounds(cell, false, default));
            }

            if (search.Practitioner != NoNode)
            {
                Improve<TLanes>(
                    ref best, ref ListOf(search.Practitioner, @class), need, new Bounds(cell, false, default));
            }

            foreach (var (node, box) in search.Nodes.Cells)
            {
                Improve<TLanes>(ref best, ref ListOf(node, @class), need, new Bounds(cellOfPlace, true, box));
            }

            if (best != WaitingTable.None)
            {
                return best;
            }
        }

        return WaitingTable.None;
    }

    // What anybody of a class may have. Looking at all headers before any list lets the machine fetch them together.
    private uint AnyOf(in Search search, int @class)
    {
        var any = search.Practitioner != NoNode ? ListOf(search.Practitioner, @class).Any : 0;
        foreach (var node in search.Nodes.Plain)
        {
            any |= ListOf(node, @class).Any;
        }

        foreach (var (node, _) in search.Nodes.Cells)
        {
            any |= ListOf(node, @class).Any;
        }

        return any;
    }

    // The best becomes the first entry of this list that fits, if that comes before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Improve<TLanes>(ref int best, ref Chunk list, in Need need, in Bounds bounds)
        where TLanes : struct, ILanes
    {
        if (list.Kind == ChunkKind.Empty
            || (list.Any & need.Bits) != need.Bits
            || (best != WaitingTable.None && list.Key > _entries.KeyOf(best)))
        {
            return;
        }

        var found = list.Kind == ChunkKind.Block
            ? FirstInBlock<TLanes>(ref list, need, bounds)
            : FirstInDirectory<TLanes>(ref list, best, need, bounds);
        if (found != WaitingTable.None && (best == WaitingTable.None || _entries.Compare(found, best) < 0))
        {
            best = found;
        }
    }

    private int FirstInBlock<TLanes>(ref Chunk list, in Need need, in Bounds bounds)
        where TLanes : struct, ILanes
    {
        Trim(ref list);
        if (list.Count > 0)
        {
            return FirstInChunk<TLanes>(list, need, bounds, out _);
        }

        Release(list, bounds.Planes);
        list = default;
        return WaitingTable.None;
    }

    private int FirstInDirectory<TLanes>(ref Chunk list, int best, in Need need, in Bounds bounds)
        where TLanes : struct, ILanes
    {
        var directory = _directories[list.At];
        var bound = best == WaitingTable.None ? uint.MaxValue : _entries.KeyOf(best);
        var remembers = bounds.Cell != 0 && directory.Count >= _tuning.CursorFrom;
        var start = remembers ? directory.StartFor(bounds.Cell) : directory.First;
        if (start == directory.First)
        {
            Trim(directory, bounds.Planes);
            start = directory.First;
            list.Key = directory[start].Key;
        }

        var (passed, somebody, found) = (start, false, WaitingTable.None);
        for (var at = start; at < directory.End && directory[at].Key <= bound; at++)
        {
            if ((directory[at].Any & need.Bits) == need.Bits)
            {
                found = FirstInChunk<TLanes>(directory[at], need, bounds, out var hasSomebody);
                somebody |= hasSomebody;
            }

            if (found != WaitingTable.None)
            {
                break;
            }

            passed = somebody ? passed : at + 1;
        }

        if (remembers && passed != start)
        {
            directory.Note(bounds.Cell, passed);
        }

        return found;
    }

    // Somebody: an entry that waits and passed all tests on numbers. What it lacks for this slot it may have for
    // another of the cell, so no cursor may pass it.
    private int FirstInChunk<TLanes>(in Chunk chunk, in Need need, in Bounds bounds, out bool somebody)
        where TLanes : struct, ILanes
    {
        somebody = false;
        var block = BlockOf(chunk);
        for (int from = chunk.Start; from < chunk.End; from += ILanes.Step)
        {
            var fitting = TLanes.Fitting(in block.Signatures, in block.Dates, from, need) & Upto(chunk.End - from);
            if (bounds.IsCircle && fitting != 0)
            {
                fitting &= TLanes.Inside(in block.Centres, from, bounds.Box);
            }

            for (; fitting != 0; fitting &= fitting - 1)
            {
                var at = from + BitOperations.TrailingZeroCount(fitting);
                var handle = block.HandleOf(at);
                if (!_entries.IsAlive(handle))
                {
                    block.SignatureOf(at) = Signature.OfNobody;
                    continue;
                }

                somebody = true;
                if ((!need.OnRecord && (block.SignatureOf(at) & Signature.OnRecord) == 0)
                    || need.IsFor(_entries[handle]))
                {
                    return handle;
                }
            }
        }

        return WaitingTable.None;
    }

    // Drops what searches have found dead at the front. Elsewhere it stays, for a chunk that is not the first must keep
    // a posting to show what rank it begins with.
    private void Trim(ref Chunk chunk)
    {
        var block = BlockOf(chunk);
        int start = chunk.Start;
        while (start < chunk.End && block.SignatureOf(start) == Signature.OfNobody)
        {
            start++;
        }

        if (start != chunk.Start)
        {
            chunk.Start = (byte)start;
            chunk.Key = start < chunk.End ? _entries.KeyOf(block.HandleOf(start)) : chunk.Key;
        }
    }

    private void Trim(ChunkDirectory directory, int planes)
    {
        Trim(ref directory[directory.First]);
        while (directory[directory.First].Count == 0 && directory.Count > 1)
        {
            Release(directory[directory.First], planes);
            directory.RemoveAt(directory.First);
            Trim(ref directory[directory.First]);
        }
    }

    private static uint Upto(int postings) =>
        postings < ILanes.Step ? (1u << postings) - 1 : (1u << ILanes.Step) - 1;

    /// <summary>Where a slot's entries are.</summary>
    private readonly record struct Search(PlaceNodes Nodes, int Practitioner, bool Remembers);

    /// <summary>What a list is tested for beside the need.</summary>
    /// <param name="Cell">Whose cursor to use, or 0 for none.</param>
    /// <param name="Box">Of a circle list, where the centres must lie.</param>
    private readonly record struct Bounds(ulong Cell, bool IsCircle, Box Box)
    {
        public int Planes => IsCircle ? Block.PlanesWithCentres : Block.Planes;
    }
}
