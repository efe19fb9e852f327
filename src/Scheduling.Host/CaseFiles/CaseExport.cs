using System.Text;
using NodaTime.TimeZones;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>How many lines an export has of each type.</summary>
public sealed record CaseCounts(long Commands, long Events, long Notices, long Policies)
{
    public long All => Commands + Events + Notices + Policies;
}

/// <summary>
/// Writes what a database holds as a case file (<c>docs/case-file.md</c>): its policies, its commands with their events
/// and notices, its reminders; or a part of it. It may be as long as it will: a page of each table is all that is held,
/// and where patients are renamed their names.
/// </summary>
public sealed class CaseExport(NpgsqlDataSource source, Stream target)
{
    private readonly CaseLineWriter _lines = new(target);
    private CaseCounts _written = new(0, 0, 0, 0);
    private Pseudonyms? _pseudonyms;

    /// <summary>Told how many lines are written, and of how many, now and then.</summary>
    public Action<long, long>? Progress { get; set; }

    /// <summary>The hash of the last line, which stands for the whole file.</summary>
    public string LogHash => _lines.LastHash;

    /// <summary>Whether patients keep the identities that they have in the database.</summary>
    public bool AsIs { get; init; }

    /// <summary>A stream with which all that is related is written; nothing for everything.</summary>
    public StreamId? About { get; init; }

    /// <summary>Writes what is there; one moment of the database.</summary>
    /// <param name="name">What is exported.</param>
    /// <exception cref="InvalidOperationException">The database does not know what it is about.</exception>
    public async Task<CaseCounts> Write(string name, CancellationToken stop = default)
    {
        var policies = await StoredPolicies.Used(source, stop);
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop);
        var part = About is { } about ? await CasePart.About(connection, about, stop) : null;
        _pseudonyms = AsIs ? null : await Pseudonyms.Draw(connection, part, stop);
        var rows = new CaseRows(connection, part);
        var (there, from) = await rows.Count(policies.Count, stop);
        _lines.Write(
            new("clock", "\"virtual\""u8.ToArray()),
            new("code", Text(typeof(CaseExport).Assembly.GetName().Version!.ToString(3))),
            new("format", "1"u8.ToArray()),
            new("from", CanonicalJson.Write(from)),
            new("partial", part is null ? null : "\"yes\""u8.ToArray()),
            new("pseudonymised", AsIs ? "\"no\""u8.ToArray() : "\"yes\""u8.ToArray()),
            new("scenario", Text(name)),
            new("seed", Text("")),
            new("type", "\"manifest\""u8.ToArray()),
            new("tzdb", Text(TzdbDateTimeZoneSource.Default.TzdbVersion)));
        foreach (var policy in policies)
        {
            _lines.Write(
                new("content", CanonicalJson.Canonicalise(policy.Text)),
                new("kind", Text(policy.Kind)),
                new("ref", Text(policy.Reference.Value)),
                new("type", "\"policy\""u8.ToArray()));
        }

        _written = _written with { Policies = policies.Count };
        await WriteHistory(rows, there, stop);
        _lines.Write(
            new("complete", "\"yes\""u8.ToArray()),
            new("counts", Encoding.ASCII.GetBytes(
                $"{{\"commands\":{_written.Commands},\"events\":{_written.Events},\"notices\":{_written.Notices},"
                + $"\"policies\":{_written.Policies}}}")),
            new("type", "\"end\""u8.ToArray()));
        await target.FlushAsync(stop);
        return _written;
    }

    // The events of an append stand together, and of an append those of a command; every command stands before its
    // first. A reminder has no cause: it stands at the instant it was due.
    private async Task WriteHistory(CaseRows rows, CaseCounts there, CancellationToken stop)
    {
        await using var events = new Ahead(rows.Events(stop));
        await using var notices = new Ahead(rows.Notices(stop));
        await using var reminders = new Ahead(rows.Reminders(stop));
        await events.Begin();
        await notices.Begin();
        await reminders.Begin();
        await foreach (var command in rows.Commands(stop))
        {
            while (reminders.Row is { } reminder && reminder.At <= command.At)
            {
                Notice(await reminders.Take());
            }

            Write(command);
            _written = _written with { Commands = _written.Commands + 1 };
            while (events.Row is { } happened && happened.Position <= command.Position)
            {
                Event(await events.Take());
            }

            while (notices.Row is { } notice && notice.Position <= command.Position)
            {
                Notice(await notices.Take());
            }

            Progress?.Invoke(_written.All, there.All);
        }

        while (reminders.Row is not null)
        {
            Notice(await reminders.Take());
        }
    }

    private void Event(CaseRow happened)
    {
        Write(happened);
        _written = _written with { Events = _written.Events + 1 };
    }

    private void Notice(CaseRow notice)
    {
        Write(notice);
        _written = _written with { Notices = _written.Notices + 1 };
    }

    private void Write(CaseRow row)
    {
        foreach (var member in row.Members)
        {
            _pseudonyms?.Rename(member.Value);
        }

        _lines.Write(row.Members);
    }

    private static byte[] Text(string text) => CanonicalJson.Write(text);

    /// <summary>Rows of which the next is known.</summary>
    private sealed class Ahead(IAsyncEnumerable<CaseRow> rows) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<CaseRow> _rows = rows.GetAsyncEnumerator();

        /// <summary>The next; nothing when there is none.</summary>
        public CaseRow? Row { get; private set; }

        public async Task Begin() => Row = await _rows.MoveNextAsync() ? _rows.Current : null;

        public async Task<CaseRow> Take()
        {
            var taken = Row!;
            await Begin();
            return taken;
        }

        public ValueTask DisposeAsync() => _rows.DisposeAsync();
    }
}
