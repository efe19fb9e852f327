using System.CommandLine;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Commands;

/// <summary><c>deliveries</c>: what becomes of notices, and trying again what was put aside.</summary>
public static class DeliveriesCommand
{
    // What somebody reads; the counts above say how many there are.
    private const int LinesMax = 1_000;

    private static readonly DeliveryState[] Shown =
        [DeliveryState.Pending, DeliveryState.Failed, DeliveryState.Parked];

    public static System.CommandLine.Command Create()
    {
        var again = new Option<string?>("--again")
        {
            Description = "Takes up again what was put aside: the key of one notice, or 'all'.",
        };
        var command = HostCommand.Create(
            "deliveries",
            "Shows how many notices were sent and how many were not, and those that wait, fail or were put aside.",
            Needs.ToRead,
            async (database, parsed, stop) =>
            {
                var deliveries = new Deliveries(database.Source);
                if (parsed.GetValue(again) is { } key)
                {
                    var count = await deliveries.RunAgain(key == "all" ? null : key, stop);
                    await Console.Out.WriteLineAsync($"{count} deliveries taken up again");
                    return count > 0 ? HostCommand.Well : HostCommand.Otherwise;
                }

                foreach (var (state, channel, count) in await DeliveryCounts.All(database.Source, stop))
                {
                    await Console.Out.WriteLineAsync($"{EnumText.Of(state)} {EnumText.Of(channel)}: {count}");
                }

                foreach (var state in Shown)
                {
                    foreach (var delivery in await deliveries.In(state, LinesMax, stop))
                    {
                        await Console.Out.WriteLineAsync(LineOf(delivery));
                    }
                }

                return HostCommand.Well;
            });
        command.Add(again);
        return command;
    }

    private static string LineOf(Delivery delivery)
    {
        var fate = delivery.State switch
        {
            DeliveryState.Failed =>
                $"failed {delivery.Attempts} times, next at {delivery.NextAt}: {delivery.Reason}",
            DeliveryState.Parked =>
                $"put aside {delivery.EndedAt} after {delivery.Attempts} attempts: {delivery.Reason}",
            DeliveryState.Pending or DeliveryState.Sent or DeliveryState.Cancelled or DeliveryState.NoContact =>
                EnumText.Of(delivery.State),
        };
        return $"{delivery.At} {delivery.Intent.Key} {fate}";
    }
}
