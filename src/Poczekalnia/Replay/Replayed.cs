using NodaTime;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Replay;

/// <summary>A stream as it stood at a point of its history.</summary>
/// <param name="Version">Of its last event by then.</param>
/// <param name="Position">Of the same event.</param>
/// <param name="At">When that happened.</param>
public sealed record ReplayedLife(StreamId Stream, long Version, long Position, Instant At, StreamState State);

/// <summary>An event with what it changed.</summary>
public sealed record ReplayedStep(CaseEvent Event, StreamState Before, StreamState After);

/// <summary>The states of the streams of a case file at a point of its history.</summary>
public sealed class Replayed
{
    private readonly SortedDictionary<StreamId, ReplayedLife> _streams = [];

    private Replayed()
    {
    }

    /// <summary>Every stream that had begun, in the order of kinds and identities.</summary>
    public IReadOnlyCollection<ReplayedLife> Streams => _streams.Values;

    /// <summary>The last position that was replayed, of whatever stream; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>When that happened.</summary>
    public Instant? At { get; private set; }

    /// <summary>Whether events follow that were not replayed.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Replays a file up to a point.</summary>
    /// <param name="wanted">The streams that are asked for; empty for all.</param>
    /// <param name="see">Is shown every event of these on the way.</param>
    /// <exception cref="CaseFileException">A line is not what it claims to be.</exception>
    public static Replayed Of(
        CaseFile file, ReplayPoint to, IReadOnlySet<StreamId> wanted, Action<ReplayedStep>? see = null)
    {
        var replayed = new Replayed();
        foreach (var line in file.Lines().Where(line => line.Type == "event"))
        {
            var each = CaseEvent.Of(line);
            if (!to.Reaches(each.Place.Position, each.Event.At))
            {
                replayed.HasMore = true;
                continue;
            }

            (replayed.Position, replayed.At) = (each.Place.Position, each.Event.At);
            if (wanted.Count == 0 || wanted.Contains(each.Place.Stream))
            {
                var step = replayed.Apply(each);
                see?.Invoke(step);
            }
        }

        return replayed;
    }

    private ReplayedStep Apply(CaseEvent each)
    {
        var (position, stream, version, _, _) = each.Place;
        var before = _streams.TryGetValue(stream, out var known) ? known.State : StreamStates.Initial(stream.Kind);
        var after = StreamStates.Evolve(stream.Kind, before, each.Event);
        _streams[stream] = new ReplayedLife(stream, version, position, each.Event.At, after);
        return new ReplayedStep(each, before, after);
    }
}
