using Npgsql;
using Scheduling.Domain.Notices;

namespace Scheduling.Host.Notices;

/// <summary>How many deliveries are in a state, by channel.</summary>
public sealed record DeliveryCount(DeliveryState State, NoticeChannel Channel, long Count);

/// <summary>Counts of deliveries, for metrics.</summary>
public static class DeliveryCounts
{
    /// <summary>
    /// Of every state in which somebody or something has still to act, by channel; those that are there. An index
    /// holds these, so it costs little however much was sent.
    /// </summary>
    public static Task<IReadOnlyList<DeliveryCount>> Open(NpgsqlDataSource source, CancellationToken stop = default) =>
        Count(source, "where state in ('pending', 'failed', 'parked')", stop);

    /// <summary>The same of all states; reads the whole table.</summary>
    public static Task<IReadOnlyList<DeliveryCount>> All(NpgsqlDataSource source, CancellationToken stop = default) =>
        Count(source, "", stop);

    private static async Task<IReadOnlyList<DeliveryCount>> Count(
        NpgsqlDataSource source, string condition, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            $"select state, channel, count(*) from scheduling.deliveries {condition} group by 1, 2 order by 1, 2");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var counts = new List<DeliveryCount>();
        while (await reader.ReadAsync(stop))
        {
            counts.Add(new DeliveryCount(
                Deliveries.Named<DeliveryState>(reader.GetString(0)),
                Deliveries.Named<NoticeChannel>(reader.GetString(1)), reader.GetInt64(2)));
        }

        return counts;
    }
}
