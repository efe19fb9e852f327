using System.Diagnostics;
using Npgsql;
using NodaTime;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Auditing;
using Scheduling.Host.Matching;
using Scheduling.Host.Notices;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Operation;

/// <summary>How the engine is: how far behind, what waits, what was found.</summary>
internal sealed class EngineMetrics(NpgsqlDataSource source, EngineService engine)
{
    /// <summary>Writes what the database knows, and that it does not answer where it does not.</summary>
    public async Task Write(MetricsText text, CancellationToken stop)
    {
        WriteProcess(text);
        try
        {
            // In one piece: half of it would look as if all were well with the rest.
            var head = await engine.Store.Horizon(null, stop);
            var models = await ReadModelStatus.OfAll(source, engine.Store, stop);
            var held = await new HeldBackSlots(source, engine.Store, engine.Clock).FindOldest(stop);
            var (due, parked, oldest) = await Due(stop);
            var (findings, lookedAt) = await Findings(stop);
            var deliveries = await DeliveryCounts.Open(source, stop);
            text.Gauge("poczekalnia_database_up", "Whether the database answers.", 1);
            text.Gauge("poczekalnia_log_position", "Up to where the log can be read.", head);
            WriteLags(text, head, models);
            text.Gauge(
                "poczekalnia_oldest_held_back_seconds", "For how long a slot has been due that nobody was offered.",
                held?.For.TotalSeconds ?? 0);
            text.Family("poczekalnia_due_work", "gauge", "Work that is due now, and work that was put aside.");
            text.Sample("poczekalnia_due_work", due, ("state", "due"));
            text.Sample("poczekalnia_due_work", parked, ("state", "parked"));
            text.Gauge(
                "poczekalnia_oldest_due_seconds", "For how long the oldest work is due that is not done.", oldest);
            text.Family(
                "poczekalnia_deliveries", "gauge", "Notices that are not out, by what became of them and by channel.");
            foreach (var (state, channel, count) in deliveries)
            {
                text.Sample(
                    "poczekalnia_deliveries", count, ("state", EnumText.Of(state)), ("channel", EnumText.Of(channel)));
            }

            text.Family("poczekalnia_audit_findings", "gauge", "What the auditor has found and keeps, by rule.");
            foreach (var (rule, count) in findings)
            {
                text.Sample("poczekalnia_audit_findings", count, ("rule", rule));
            }

            text.Gauge(
                "poczekalnia_audit_last_look_timestamp_seconds",
                "When the auditor last looked, by the database's clock.", lookedAt);
        }
        catch (Exception away) when (away is NpgsqlException or TimeoutException)
        {
            text.Gauge("poczekalnia_database_up", "Whether the database answers.", 0);
        }
    }

    private void WriteLags(MetricsText text, long head, IReadOnlyList<ReadModelStatus> models)
    {
        const string name = "poczekalnia_lag_positions";
        text.Family(name, "gauge", "Positions of the log that have not been taken in, by who takes them in.");
        foreach (var model in models)
        {
            text.Sample(name, model.Lag, ("reader", model.Model.Checkpoint));
        }

        foreach (var (scope, position) in engine.MatcherPositions.OrderBy(each => each.Key))
        {
            text.Sample(name, Math.Max(0, head - position), ("reader", $"matcher/{scope}"));
        }

        text.Family("poczekalnia_owned", "gauge", "What this node owns.");
        foreach (var owned in engine.Owned.Order(StringComparer.Ordinal))
        {
            text.Sample("poczekalnia_owned", 1, ("what", owned));
        }
    }

    private static void WriteProcess(MetricsText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Gauge(
            "process_resident_memory_bytes", "Memory of this process.", process.WorkingSet64);
        text.Family("process_cpu_seconds_total", "counter", "Processor time of this process.");
        text.Sample("process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        text.Gauge("dotnet_heap_bytes", "Memory of the collected heap.", GC.GetTotalMemory(false));
    }

    private async Task<(long Due, long Parked, double OldestSeconds)> Due(CancellationToken stop)
    {
        var now = engine.Clock.GetCurrentInstant();
        await using var command = source.CreateCommand("""
            select
                (select count(*) from scheduling.due_work where parked_at is null and due_at <= $1),
                (select count(*) from scheduling.due_work where parked_at is not null),
                (select min(due_at) from scheduling.due_work where parked_at is null and due_at <= $1)
            """);
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(now)) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var oldest = reader.IsDBNull(2) ? Duration.Zero : now - StoredTime.ToInstant(reader.GetDateTime(2));
        return (reader.GetInt64(0), reader.GetInt64(1), oldest.TotalSeconds);
    }

    private async Task<(IReadOnlyList<(string Rule, long Count)> Findings, double LookedAt)> Findings(
        CancellationToken stop)
    {
        var kept = new AuditFindings(source);
        var look = await kept.FindLastLook(stop);
        return (await kept.CountByRule(stop), look?.At.ToUnixTimeMilliseconds() / 1000.0 ?? 0);
    }
}
