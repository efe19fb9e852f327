using System.Numerics;
using System.Runtime.CompilerServices;

namespace Scheduling.Domain.Matching;

/// <summary>The first entry for a slot.</summary>
internal sealed partial class WaitingLists
{
    private const int PlaceShift = 32;
    private const int FirstCell = PlainNodes.Length + 1;

    // More long lists than that are read as they come.
    private const int MostFetched = 16;
    private const int ChunksAhead = 4;

    private int _latestToday = int.MinValue;

    /// <summary>The number of the first entry for a slot, or <see cref="WaitingTable.None"/>.</summary>
    public int FirstFor(SlotRecord slot, in MatchDay day)
    {
        if (!Need.TryOf(slot, day, out var need))
        {
            return WaitingTable.None;
        }

        _known.Fetch(slot.Place);
        var practitioner = slot.Practitioner is { } id ? _practitioners.Find(id, Nowhere) : Nowhere;
        var search = new Search(Know(slot.Place), practitioner, Remember(need));
        var first = _tuning.Width switch
        {
            SearchWidth.Scalar => FirstFor<OneLane>(search, need),
            SearchWidth.Vector256 => FirstFor<EightLanes>(search, need),
            SearchWidth.Vector512 => FirstFor<SixteenLanes>(search, need),
        };

        // The memory that was read goes with this object.
        GC.KeepAlive(this);
        return first;
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

    private int FirstFor<TLanes>(in Search search, in Need need)
        where TLanes : struct, ILanes
    {
        var cells = _known.CellsOf(search.Place);
        Span<int> nodes = stackalloc int[FirstCell + cells.Length];
        ((ReadOnlySpan<int>)_known[search.Place].Nodes).CopyTo(nodes);
        nodes[PlainNodes.Length] = search.Practitioner;
        for (var cell = 0; cell < cells.Length; cell++)
        {
            nodes[FirstCell + cell] = cells[cell].Node;
        }

        Span<uint> promising = stackalloc uint[Classes];
        Fetch(nodes, need, promising);
        var plain = new Bounds(search.Remembers ? need.Cell : 0, false, default, default);
        var cellOfPlace = search.Remembers ? need.Cell | ((ulong)(search.Place + 1) << PlaceShift) : 0;
        for (var @class = 0; @class < Classes; @class++)
        {
            var best = WaitingTable.None;
            for (var left = promising[@class]; left != 0; left &= left - 1)
            {
                var node = BitOperations.TrailingZeroCount(left);
                ref var list = ref _headers[nodes[node], @class];
                if (node < FirstCell)
                {
                    Improve<TLanes>(ref best, ref list, need, plain);
                }
                else
                {
                    ref readonly var cell = ref cells[node - FirstCell];
                    Improve<TLanes>(ref best, ref list, need, new Bounds(cellOfPlace, true, cell.Outer, cell.Inner));
                }
            }

            if (best != WaitingTable.None)
            {
                return best;
            }
        }

        return WaitingTable.None;
    }

    // Finds the lists of each class that may hold somebody, a bit for each node, and asks memory for the beginnings of
    // all of them at once: a search that waits for each in turn takes many times as long.
    private unsafe void Fetch(ReadOnlySpan<int> nodes, in Need need, Span<uint> promising)
    {
        foreach (var node in nodes)
        {
            CacheLine.Fetch(ref *_headers.FirstOf(node));
        }

        var directories = 0;
        Span<int> numbers = stackalloc int[MostFetched];
        for (var node = 0; node < nodes.Length; node++)
        {
            var lists = _headers.FirstOf(nodes[node]);
            for (var @class = 0; @class < Classes; @class++)
            {
                ref var list = ref lists[@class];
                if ((list.Any & need.Bits) != need.Bits)
                {
                    continue;
                }

                promising[@class] |= 1u << node;
                if (list.Kind == ChunkKind.Block)
                {
                    Fetch(list);
                }
                else if (directories < MostFetched)
                {
                    numbers[directories++] = list.At;
                }
            }
        }

        foreach (var number in numbers[..directories])
        {
            _directories[number].Fetch(need.Cell);
        }

        foreach (var number in numbers[..directories])
        {
            var directory = _directories[number];
            Fetch(directory[directory.First]);
            for (var at = directory.First + 1; at < Math.Min(directory.First + ChunksAhead, directory.End); at++)
            {
                FetchTests(directory[at]);
            }
        }
    }

    private void Fetch(in Chunk chunk)
    {
        FetchTests(chunk);
        CacheLine.Fetch(ref Unsafe.Add(ref _pool[chunk.At], (2 * chunk.Capacity) + chunk.Start));
    }

    // What every posting is tested on: signatures and dates. The rest is read of those who pass.
    private void FetchTests(in Chunk chunk)
    {
        ref var block = ref _pool[chunk.At];
        CacheLine.Fetch(ref Unsafe.Add(ref block, chunk.Start));
        CacheLine.Fetch(ref Unsafe.Add(ref block, chunk.Capacity + chunk.Start));
    }

    // The best becomes the first entry of this list that fits, if that comes before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Improve<TLanes>(ref int best, ref Chunk list, in Need need, in Bounds bounds)
        where TLanes : struct, ILanes
    {
        if (list.Kind == ChunkKind.Empty || (best != WaitingTable.None && list.Key > _entries.KeyOf(best)))
        {
            return;
        }

        var bound = best == WaitingTable.None ? uint.MaxValue : _entries.KeyOf(best);
        var found = list.Kind == ChunkKind.Block
            ? FirstInBlock<TLanes>(ref list, bound, need, bounds)
            : FirstInDirectory<TLanes>(ref list, bound, need, bounds);
        if (found != WaitingTable.None && (best == WaitingTable.None || _entries.Compare(found, best) < 0))
        {
            best = found;
        }
    }

    private int FirstInBlock<TLanes>(ref Chunk list, uint bound, in Need need, in Bounds bounds)
        where TLanes : struct, ILanes
    {
        Trim(ref list);
        if (list.Count > 0)
        {
            return FirstInChunk<TLanes>(list, bound, need, bounds, out _);
        }

        Release(list, bounds.Planes);
        list = default;
        return WaitingTable.None;
    }

    private int FirstInDirectory<TLanes>(ref Chunk list, uint bound, in Need need, in Bounds bounds)
        where TLanes : struct, ILanes
    {
        var directory = _directories[list.At];
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
            if (at + ChunksAhead < directory.End)
            {
                FetchTests(directory[at + ChunksAhead]);
            }

            if ((directory[at].Any & need.Bits) == need.Bits)
            {
                found = FirstInChunk<TLanes>(directory[at], bound, need, bounds, out var hasSomebody);
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
    private int FirstInChunk<TLanes>(
        in Chunk chunk, uint bound, in Need need, in Bounds bounds, out bool somebody)
        where TLanes : struct, ILanes
    {
        somebody = false;
        var block = BlockOf(chunk);
        for (int from = chunk.Start; from < chunk.End; from += ILanes.Step)
        {
            var fitting = TLanes.Fitting(in block.Signatures, in block.Dates, from, need) & Upto(chunk.End - from);
            if (bounds.IsCircle && fitting != 0)
            {
                fitting &= TLanes.Inside(in block.Centres, from, bounds.Outer);
            }

            for (; fitting != 0; fitting &= fitting - 1)
            {
                var at = from + BitOperations.TrailingZeroCount(fitting);
                var handle = block.HandleOf(at);
                ref readonly var waiter = ref _entries.WaiterOf(handle);
                if (waiter.HasLeft)
                {
                    block.SignatureOf(at) = Signature.OfNobody;
                    continue;
                }

                somebody = true;
                if (waiter.Key > bound)
                {
                    return WaitingTable.None;
                }

                if (IsSure(block, at, need, bounds) || need.IsFor(waiter.Record!))
                {
                    return handle;
                }
            }
        }

        return WaitingTable.None;
    }

    // Whether the numbers say all there is to say.
    private static bool IsSure(in Block block, int at, in Need need, in Bounds bounds) =>
        !need.OnRecord
        && (block.SignatureOf(at) & Signature.OnRecord) == 0
        && (!bounds.IsCircle || bounds.Inner.Holds(block.CentreOf(at)));

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
    /// <param name="Place">The number of its place.</param>
    private readonly record struct Search(int Place, int Practitioner, bool Remembers);

    /// <summary>What a list is tested for beside the need.</summary>
    /// <param name="Cell">Whose cursor to use, or 0 for none.</param>
    /// <param name="Outer">Of a circle list, where the centres must lie.</param>
    /// <param name="Inner">Of a circle list, where a centre may lie for sure.</param>
    private readonly record struct Bounds(ulong Cell, bool IsCircle, Box Outer, Box Inner)
    {
        public int Planes => IsCircle ? Block.PlanesWithCentres : Block.Planes;
    }
}
