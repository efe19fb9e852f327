using System.Numerics;

namespace Scheduling.Domain.Matching;

/// <summary>
/// The sweep takes the postings of those who have left out of the lists, a few at each join and leave. Who had left
/// before a round began stands nowhere when it ends, and the number is free again.
/// </summary>
internal sealed partial class WaitingLists
{
    // A step looks at so many empty lists, or a quarter as many postings: a fraction of a microsecond.
    private const int StepBudget = 128;
    private const int CostOfPosting = 4;
    private const int FreedPerStep = 4;
    private const int DeadShare = 4;

    private SweepPhase _phase;
    private int _sweepNode;
    private int _sweepClass;
    private bool _isInDirectory;
    private ulong[] _condemned = [];
    private int _condemnedWords;
    private int _word;

    private enum SweepPhase
    {
        /// <summary>Too few have left to be worth it.</summary>
        Rest,

        /// <summary>Going through the lists.</summary>
        Lists,

        /// <summary>Freeing the numbers of those who had left when the round began.</summary>
        Numbers,
    }

    private void SweepSome()
    {
        switch (_phase)
        {
            case SweepPhase.Rest: BeginIfWorthIt(); break;
            case SweepPhase.Lists: SweepLists(); break;
            case SweepPhase.Numbers: FreeNumbers(); break;
        }
    }

    private void BeginIfWorthIt()
    {
        if (_entries.DeadCount >= _tuning.SweepFrom + (_entries.Count / DeadShare))
        {
            _condemnedWords = _entries.CopyDeadTo(ref _condemned);
            (_phase, _sweepNode, _sweepClass, _isInDirectory) = (SweepPhase.Lists, 0, 0, false);
        }
    }

    private void SweepLists()
    {
        for (var budget = StepBudget; budget > 0;)
        {
            if (_sweepNode == _headers.Count)
            {
                (_phase, _word) = (SweepPhase.Numbers, 0);
                return;
            }

            ref var list = ref _headers[_sweepNode, _sweepClass];
            var planes = PlanesOf(_sweepNode);
            budget -= list.Kind switch
            {
                ChunkKind.Empty => Next(1),
                ChunkKind.Block => Next(SweepBlock(ref list, planes)),
                ChunkKind.Directory => SweepChunkOf(ref list, planes),
            };
        }
    }

    private int Next(int cost)
    {
        _sweepClass++;
        if (_sweepClass == Classes)
        {
            _sweepClass = 0;
            _sweepNode++;
        }

        return cost;
    }

    private int SweepBlock(ref Chunk list, int planes)
    {
        var cost = 1 + (list.Count * CostOfPosting);
        DropDead(ref list, planes);
        if (list.Count == 0)
        {
            Release(list, planes);
            list = default;
        }
        else
        {
            Shorten(ref list, planes);
        }

        return cost;
    }

    private int SweepChunkOf(ref Chunk list, int planes)
    {
        var directory = _directories[list.At];
        if (!_isInDirectory)
        {
            directory.SweepAt = directory.First;
            _isInDirectory = true;
        }

        if (directory.SweepAt < directory.End)
        {
            return SweepChunk(directory, directory.SweepAt, planes);
        }

        _isInDirectory = false;
        if (directory.Count == 1)
        {
            _unusedDirectories.Push(list.At);
            list = directory[directory.First];
        }

        return Next(1);
    }

    private int SweepChunk(ChunkDirectory directory, int at, int planes)
    {
        ref var chunk = ref directory[at];
        var cost = 1 + (chunk.Count * CostOfPosting);
        DropDead(ref chunk, planes);
        if (chunk.Count == 0 && directory.Count > 1)
        {
            Release(chunk, planes);
            directory.RemoveAt(at);
        }
        else if (at > directory.First && chunk.Count + directory[at - 1].Count <= _chunkMax / 2)
        {
            // It goes into the chunk before, which the sweep has passed; the next one then stands at this place.
            ref var before = ref directory[at - 1];
            DropDead(ref before, planes);
            if (before.Capacity < chunk.Count + before.Count)
            {
                Move(ref before, Chunk.SizeFor(chunk.Count + before.Count), planes);
            }

            Append(ref before, chunk, 0, planes);
            Release(chunk, planes);
            directory.RemoveAt(at);
        }
        else
        {
            Shorten(ref chunk, planes);
            directory.SweepAt++;
        }

        return cost;
    }

    private void Shorten(ref Chunk chunk, int planes)
    {
        if (Chunk.SizeFor(chunk.Count) is var size && Chunk.Capacities[size] * 2 <= chunk.Capacity)
        {
            Move(ref chunk, size, planes);
        }
    }

    private void FreeNumbers()
    {
        var left = FreedPerStep;
        for (var budget = StepBudget; budget > 0 && _word < _condemnedWords; budget--)
        {
            var bits = _condemned[_word];
            for (; bits != 0 && left > 0; bits &= bits - 1)
            {
                _entries.Free((_word * 64) + BitOperations.TrailingZeroCount(bits));
                left--;
            }

            _condemned[_word] = bits;
            if (bits != 0)
            {
                return;
            }

            _word++;
        }

        _phase = _word == _condemnedWords ? SweepPhase.Rest : SweepPhase.Numbers;
    }
}
