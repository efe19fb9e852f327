using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// The streams that requests name, as they are before anything is decided. What is named at the same time is read with
/// one query.
/// </summary>
internal sealed class NamedStreams
{
    private readonly Gathering<IReadOnlyCollection<StreamId>, IReadOnlyDictionary<StreamId, LoadedState>> _gathering;

    public NamedStreams(EventStore store) =>
        _gathering = new(
            async all =>
            {
                // Everybody is given everything, and looks at what is its own.
                var loaded = await store.Load([.. all.SelectMany(streams => streams).Distinct()]);
                return [.. all.Select(_ => loaded)];
            },
            (streams, stop) => store.Load(streams, null, stop),
            streams => streams);

    /// <summary>Their states, and perhaps those of others.</summary>
    public async Task<IReadOnlyDictionary<StreamId, LoadedState>> Load(
        IReadOnlyCollection<StreamId> streams, CancellationToken stop) =>
        streams.Count == 0 ? new Dictionary<StreamId, LoadedState>() : await _gathering.Run(streams, stop);
}
