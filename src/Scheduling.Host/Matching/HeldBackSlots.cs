using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Matching;

/// <summary>A slot that somebody should have been given, or that should be open.</summary>
/// <param name="For">How long it has been due for an offer.</param>
public sealed record HeldBackSlot(SlotId Slot, ScopeCode Scope, Duration For);

/// <summary>
/// The slots that are due for an offer and have had none: a matcher makes that a moment. Where none is at work they
/// stay held back, and joins are accepted and wait.
/// </summary>
public sealed class HeldBackSlots(NpgsqlDataSource source, EventStore store, IClock clock)
{
    /// <summary>The one that has waited longest; nothing where none is due.</summary>
    public async Task<HeldBackSlot?> FindOldest(CancellationToken stop = default)
    {
        var windows = await OpenWindows(stop);
        if (windows.Count == 0)
        {
            return null;
        }

        // It is due since the last of: it became free, its day came into the window, its place opened.
        await using var command = source.CreateCommand("""
            select s.slot, s.scope, greatest(s.since, w.moved_at, p.moved_at) as due_since
            from unnest($1, $2, $3) as w (scope, through, moved_at)
            join read.slot s on s.scope = w.scope and s.starts_at > $4 and s.starts_at < w.through
                and s.state = 'held-back' and s.kind = 'first-time'
            join read.place a on a.place = s.place and a.status = 'active'
            cross join lateral (
                select max(e.timestamp) as moved_at from scheduling.mt_events e where e.stream_id = s.place) p
            order by due_since, s.slot limit 1
            """);
        var now = clock.GetCurrentInstant();
        command.Parameters.Add(Sql.Texts(windows.Select(window => window.Scope.Value)));
        command.Parameters.Add(Sql.Locals(windows.Select(
            window => (DateTime?)window.Through.PlusDays(1).ToDateTimeUnspecified())));
        command.Parameters.Add(Sql.Instants(windows.Select(window => StoredTime.Of(window.MovedAt))));
        command.Parameters.Add(new() { Value = StoredTime.Of(WarsawTime.LocalOf(now)) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new HeldBackSlot(
                new SlotId(reader.GetGuid(0)), ScopeCode.Parse(reader.GetString(1)),
                Duration.Max(Duration.Zero, now - StoredTime.ToInstant(reader.GetDateTime(2))))
            : null;
    }

    private async Task<IReadOnlyList<(ScopeCode Scope, LocalDate Through, Instant MovedAt)>> OpenWindows(
        CancellationToken stop)
    {
        var scopes = await OpenScopes.Find(source, stop);
        var states = await store.Load([.. scopes.Select(StreamId.WindowOf)], null, stop);
        return
        [
            .. from scope in scopes
               let window = states[StreamId.WindowOf(scope)]
               where window.State is BookingWindow.Opened { Through: not null }
               select (scope, ((BookingWindow.Opened)window.State).Through!.Value, window.LastAt!.Value),
        ];
    }
}
