using System.Globalization;
using Npgsql;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>Where a Host is to be killed: in the n-th write of a phase.</summary>
public readonly record struct KillPoint(string Phase, long Nth);

/// <summary>
/// Makes a database count what is written in each phase of a run, and hold up the writer at chosen points, so that it
/// can be killed in the middle of a transaction; no luck with the timing is needed.
/// </summary>
public sealed class KillPoints(TestDatabase database) : IAsyncDisposable
{
    /// <summary>What is written at any other instant of the virtual clock.</summary>
    public const string Otherwise = "advance";

    // Advisory locks of two integers, the first of which nothing else uses.
    private const int Gate = 77;

    private NpgsqlConnection? _gate;

    /// <param name="phases">The instants of the virtual clock at which something particular happens.</param>
    /// <param name="kills">The writes that will stand still.</param>
    public async Task Set(IReadOnlyCollection<(string Phase, string Instant)> phases, IEnumerable<KillPoint> kills)
    {
        await Execute("""
            create schema faults;
            create table faults.phases (at timestamp with time zone primary key, phase text not null);
            create table faults.kills (phase text, nth bigint, primary key (phase, nth));
            """);
        foreach (var phase in phases.Select(each => each.Phase).Append(Otherwise).Distinct())
        {
            await Execute($"create sequence faults.{phase}");
        }

        foreach (var (phase, instant) in phases)
        {
            await Execute($"insert into faults.phases values ('{instant}', '{phase}')");
        }

        foreach (var kill in kills)
        {
            await Add(kill);
        }

        await Execute($"""
            create function faults.point() returns trigger language plpgsql as $$
            declare
                here     text;
                nth_here bigint;
            begin
                here := coalesce(
                    (select p.phase from scheduling.virtual_clock c join faults.phases p on p.at = c.now),
                    '{Otherwise}');
                nth_here := nextval(('faults.' || here)::regclass);
                if exists (select from faults.kills k where k.phase = here and k.nth = nth_here) then
                    perform pg_advisory_lock_shared({Gate}, 1);
                    perform pg_advisory_unlock_shared({Gate}, 1);
                end if;
                return null;
            end
            $$;
            create trigger events after insert on scheduling.mt_events
                for each statement execute function faults.point();
            create trigger commands after insert on scheduling.commands
                for each statement execute function faults.point();
            create trigger due after delete on scheduling.due_work
                for each statement execute function faults.point();
            create trigger clock after update on scheduling.virtual_clock
                for each statement execute function faults.point();
            create trigger positions after update or delete on scheduling.mt_event_progression
                for each statement execute function faults.point();
            """);
        await Shut();
    }

    /// <summary>One more write that will stand still.</summary>
    public Task Add(KillPoint kill) =>
        Execute(string.Create(
            CultureInfo.InvariantCulture, $"insert into faults.kills values ('{kill.Phase}', {kill.Nth})"));

    /// <summary>How many writes there were in a phase so far.</summary>
    public async Task<long> Count(string phase)
    {
        await using var command = database.Source.CreateCommand(
            $"select case when is_called then last_value else 0 end from faults.{phase}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many writes there were in all phases so far.</summary>
    public Task<long> CountAll() => database.Number($"""
        select coalesce(sum(last_value), 0) from pg_sequences where schemaname = 'faults'
        """);

    /// <summary>The server's process that stands still at a point; nothing when none does.</summary>
    public async Task<int?> Held()
    {
        await using var command = database.Source.CreateCommand($"""
            select pid from pg_locks
            where locktype = 'advisory' and classid = {Gate} and objsubid = 2 and not granted
                and database = (select oid from pg_database where datname = current_database())
            """);
        return await command.ExecuteScalarAsync() as int?;
    }

    /// <summary>
    /// Lets a server's process go on whose client is gone: either the write is done and nobody hears of it, or it is
    /// undone.
    /// </summary>
    public async Task LetGo(int held, bool isDone)
    {
        if (isDone)
        {
            await _gate!.DisposeAsync();
            _gate = null;
        }
        else
        {
            await Execute(string.Create(CultureInfo.InvariantCulture, $"select pg_terminate_backend({held})"));
        }

        while (await database.Number($"select count(*) from pg_stat_activity where pid = {held}") > 0)
        {
            await Task.Delay(5);
        }

        await Shut();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gate is not null)
        {
            await _gate.DisposeAsync();
        }
    }

    private async Task Shut()
    {
        if (_gate is null)
        {
            _gate = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Source.ConnectionString)
            {
                Pooling = false,
            }.ConnectionString);
            await _gate.OpenAsync();
            await using var command = new NpgsqlCommand($"select pg_advisory_lock({Gate}, 1)", _gate);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task Execute(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
