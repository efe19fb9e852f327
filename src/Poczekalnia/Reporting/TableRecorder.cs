using NodaTime;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Notices;

namespace Poczekalnia.Reporting;

/// <summary>
/// Makes the tables of a run while it runs: the same as <see cref="Tables"/> makes of its case file afterwards, without
/// reading a file of gigabytes for it.
/// </summary>
public sealed class TableRecorder : IRunListener, IDisposable
{
    private readonly TableRows _rows;

    /// <param name="folder">Where the tables go.</param>
    public TableRecorder(string folder)
        : this(name => File.Create(Path.Combine(folder, name)))
    {
    }

    internal TableRecorder(Func<string, Stream> open) => _rows = new TableRows(open);

    /// <summary>Everything was seen.</summary>
    public void End() => _rows.Finish();

    public void Dispose() => _rows.Dispose();

    public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy)
    {
        // What a command did is in its events; a refusal has no table.
    }

    public void OnEvent(RecordedEvent recorded, Command command) =>
        _rows.See(recorded.Stream, recorded.Position, recorded.Event);

    public void OnNotice(NoticeIntent notice, Instant at, long? cause) =>
        NoticeTable.Write(CaseFileRecorder.LineOf(notice, at, cause), _rows.Notices);

    public void OnDue(Due due)
    {
        // A reminder has a row when it goes out.
    }
}
