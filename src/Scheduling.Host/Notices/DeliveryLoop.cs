using System.Diagnostics;
using NodaTime;
using Scheduling.Domain.Notices;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Notices;

/// <summary>
/// Sends what is to be sent by one channel, a page at a time, several at once: at least once each, with the intent's
/// key. Whatever one recipient does, the others get theirs. A kill in between repeats what was under way.
/// </summary>
/// <param name="clock">The machine's: whoever answers does not go by the engine's.</param>
internal sealed class DeliveryLoop(
    NoticeChannel channel, Deliveries deliveries, NoticeRenderer renderer, INoticeSender sender, IClock clock)
{
    /// <summary>Tries the next ones that may be tried now.</summary>
    /// <returns>How many were tried; 0 when there was nothing to do.</returns>
    public async Task<int> Step(CancellationToken stop = default)
    {
        var page = await deliveries.Next(channel, clock.GetCurrentInstant(), stop);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = DeliveryLimits.AtOnce, CancellationToken = stop,
        };
        var toSomebody = await renderer.ToSomebody(page, stop);
        await deliveries.NoteNobody(
            [.. page.Where(each => !toSomebody.Contains(each))], NoticeRenderer.Unknown, clock.GetCurrentInstant(),
            stop);
        await Parallel.ForEachAsync(
            page.Where(toSomebody.Contains), options, async (each, within) => await Deliver(each, within));
        return page.Count;
    }

    /// <summary>Sends until it is told to stop.</summary>
    public async Task Follow(Wakeup wakeup, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var signal = wakeup.Next;
            if (await Step(stop) < DeliveryLimits.Page)
            {
                await signal.Wait(stop);
                await Task.Delay(DeliveryLimits.Gather, stop);
            }
        }
    }

    private async Task Deliver(Delivery delivery, CancellationToken stop)
    {
        var after = await Try(delivery, stop);

        // What was sent is noted even when the Host stops.
        await deliveries.Note(delivery, after, CancellationToken.None);
    }

    private async Task<Delivery> Try(Delivery delivery, CancellationToken stop)
    {
        Rendered rendered;
        try
        {
            rendered = await renderer.Render(delivery, stop);
        }
        catch (Exception wrong) when (wrong is not (OperationCanceledException or Npgsql.NpgsqlException))
        {
            // The name alone: what could not be read may be what nobody else should.
            return Failed(delivery, $"the message could not be made: {wrong.GetType().Name}", null);
        }

        return rendered switch
        {
            Rendered.Nobody nobody => Ended(delivery, DeliveryState.NoContact, nobody.Reason),
            Rendered.Untrue untrue => Ended(delivery, DeliveryState.Cancelled, untrue.Reason),
            Rendered.Message message => await Send(delivery, message.Notice, stop) switch
            {
                SendResult.Sent => Ended(delivery, DeliveryState.Sent, null) with { Attempts = delivery.Attempts + 1 },
                SendResult.Failed failed => Failed(delivery, failed.Reason, failed.RetryAfter),
                SendResult.Rejected rejected => Ended(delivery, DeliveryState.Parked, rejected.Reason) with
                {
                    Attempts = delivery.Attempts + 1,
                },
                _ => throw new UnreachableException(),
            },
            _ => throw new UnreachableException(),
        };
    }

    private async Task<SendResult> Send(Delivery delivery, OutgoingNotice notice, CancellationToken stop)
    {
        try
        {
            return await sender.Send(notice, stop);
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return new SendResult.Failed($"try {delivery.Attempts + 1} could not be made: {wrong.GetType().Name}");
        }
    }

    private Delivery Failed(Delivery delivery, string reason, Duration? asked)
    {
        var attempts = delivery.Attempts + 1;
        return attempts >= DeliveryLimits.Attempts
            ? Ended(delivery, DeliveryState.Parked, reason) with { Attempts = attempts }
            : delivery with
            {
                State = DeliveryState.Failed,
                Attempts = attempts,
                NextAt = clock.GetCurrentInstant() + DeliveryLimits.WaitAfter(attempts, asked),
                Reason = reason,
            };
    }

    private Delivery Ended(Delivery delivery, DeliveryState state, string? reason) =>
        delivery with { State = state, Reason = reason, EndedAt = clock.GetCurrentInstant(), NextAt = null };
}
