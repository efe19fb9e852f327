using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Notices;

/// <summary>
/// Places as patients know them, such as name and town. No event says it, for nothing is decided by it; a place that
/// gave none is called by its code.
/// </summary>
internal sealed class PlaceLabels(NpgsqlDataSource source, EventStore store)
{
    /// <summary>Characters of a label.</summary>
    public const int LengthMax = 100;

    /// <summary>What a place is called.</summary>
    public async Task<string> Of(PlaceId place, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("select label from scheduling.place_labels where place = $1");
        command.Parameters.Add(new() { Value = place.Value });
        if (await command.ExecuteScalarAsync(stop) is string label)
        {
            return label;
        }

        StreamId stream = place;
        return (await store.Load([stream], null, stop))[stream].State is ServicePlace.Known known
            ? known.Registration.ProviderCode
            : $"{place}";
    }

    /// <summary>Calls a place something; once more is the same.</summary>
    public async Task Set(PlaceId place, string label, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            insert into scheduling.place_labels (place, label) values ($1, $2)
            on conflict (place) do update set label = excluded.label
            """);
        command.Parameters.Add(new() { Value = place.Value });
        command.Parameters.Add(new() { Value = label });
        await command.ExecuteNonQueryAsync(stop);
    }
}
