using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime.TimeZones;
using Npgsql;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.CaseFiles;

/// <summary>
/// Writes what a database holds as a case file (<c>docs/case-file.md</c>): its policies, its commands with their events
/// and notices, its reminders. Nothing is renamed in it.
/// </summary>
public sealed class CaseExport(NpgsqlDataSource source, TextWriter target)
{
    private string _hash = "";
    private long _policies;
    private long _commands;
    private long _events;
    private long _notices;

    /// <summary>Writes everything that is there; one moment of the database.</summary>
    /// <param name="name">What is exported.</param>
    /// <param name="policies">The texts of the policies and of the table of scopes.</param>
    public async Task Write(string name, IReadOnlyList<PolicyFile> policies, CancellationToken stop = default)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop);
        var reader = new CaseRows(connection);
        var commands = await reader.Commands(stop);
        await Line(new JsonObject
        {
            ["type"] = "manifest",
            ["format"] = 1,
            ["clock"] = "virtual",
            ["scenario"] = name,
            ["seed"] = "",
            ["code"] = typeof(CaseExport).Assembly.GetName().Version!.ToString(3),
            ["tzdb"] = TzdbDateTimeZoneSource.Default.TzdbVersion,
            ["from"] = commands.Count > 0 ? commands[0].Line["now"]!.DeepClone() : "1970-01-01T00:00:00Z",
            ["pseudonymised"] = "no",
        });
        foreach (var policy in policies)
        {
            _policies++;
            await Line(policy.ToLine());
        }

        await WriteHistory(commands, await reader.Events(stop), await reader.Notices(stop));
        await Line(new JsonObject
        {
            ["type"] = "end",
            ["complete"] = "yes",
            ["counts"] = new JsonObject
            {
                ["commands"] = _commands,
                ["events"] = _events,
                ["notices"] = _notices,
                ["policies"] = _policies,
            },
        });
    }

    // Appends that went side by side share out the positions between them, so the events of one command may stand among
    // those of another; every command stands before its first.
    private async Task WriteHistory(
        IReadOnlyList<CaseRow> commands, IReadOnlyList<CaseRow> events, IReadOnlyList<CaseRow> notices)
    {
        var reminders = new Queue<CaseRow>(notices.Where(notice => notice.Position == 0));
        var caused = notices.Where(notice => notice.Position > 0).ToLookup(notice => notice.Position);
        var next = 0;
        var due = new List<CaseRow>();
        for (var i = 0; i < commands.Count; i++)
        {
            while (reminders.TryPeek(out var reminder) && reminder.At <= commands[i].At)
            {
                await Notice(reminders.Dequeue());
            }

            _commands++;
            await Line(commands[i].Line);
            var until = commands.Skip(i + 1).FirstOrDefault(command => command.Position > 0)?.Position ?? long.MaxValue;
            for (; next < events.Count && commands[i].Position > 0 && events[next].Position < until; next++)
            {
                _events++;
                await Line(events[next].Line);
                due.AddRange(caused[events[next].Position]);
            }

            foreach (var notice in due)
            {
                await Notice(notice);
            }

            due.Clear();
        }

        foreach (var reminder in reminders)
        {
            await Notice(reminder);
        }
    }

    private async Task Notice(CaseRow notice)
    {
        _notices++;
        await Line(notice.Line);
    }

    private async Task Line(JsonObject line)
    {
        var bare = Encoding.UTF8.GetString(CanonicalJson.Canonicalise(line.ToJsonString()));
        _hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_hash + bare)));
        line["h"] = _hash;
        await target.WriteAsync(Encoding.UTF8.GetString(CanonicalJson.Canonicalise(line.ToJsonString())) + "\n");
    }
}
