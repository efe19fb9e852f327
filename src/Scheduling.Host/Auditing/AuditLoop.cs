using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>
/// The auditor of a database that is served: once a minute it looks at what was written since the last time, and once a
/// day whether what a matcher kept is what the log says. What lies before its start is looked at on demand.
/// </summary>
public sealed class AuditLoop(Auditor auditor, SnapshotAuditor snapshots, EventStore store, Action<string> log)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Where what is found is kept; nothing where it is only said.</summary>
    public AuditFindings? Kept { get; init; }

    /// <summary>How long it waits between two looks.</summary>
    public TimeSpan Every { get; init; } = Minute;

    /// <summary>Looks until it is told to stop.</summary>
    public async Task Follow(CancellationToken stop)
    {
        var position = await store.Horizon(stop: stop);
        while (true)
        {
            await Task.Delay(Every, stop);
            long before;
            do
            {
                before = position;
                (var findings, position) = await auditor.AuditAfter(position, stop);
                await Say(findings, position, stop);
            }
            while (position - before >= Auditor.EventsPerLook);
            await Say(await snapshots.AuditOncePerDay(stop), position, stop);
        }
    }

    private async Task Say(IReadOnlyList<Finding> findings, long upTo, CancellationToken stop)
    {
        foreach (var finding in findings)
        {
            log($"auditor: {finding.Rule}: {finding.What}");
        }

        await (Kept?.Keep(findings, upTo, stop) ?? Task.CompletedTask);
    }
}
