using System.Collections.Concurrent;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Scheduling.Host.Storage;

/// <summary>
/// The last known states of places and booking windows: few, read by nearly every operation, and in the case of windows
/// growing every day. What was appended since is always read too, so nothing here can be out of date.
/// </summary>
internal sealed class StreamCache
{
    private readonly ConcurrentDictionary<StreamId, LoadedState> _known = new();

    public LoadedState Find(StreamId stream) =>
        _known.TryGetValue(stream, out var known)
            ? known
            : new LoadedState(0, StreamStates.Initial(stream.Kind), null);

    public void Keep(IEnumerable<KeyValuePair<StreamId, LoadedState>> loaded)
    {
        foreach (var (stream, now) in loaded)
        {
            if (stream.Kind is StreamKind.Place or StreamKind.Window && now.Version > 0)
            {
                _known.AddOrUpdate(stream, now, (_, known) => known.Version > now.Version ? known : now);
            }
        }
    }
}
