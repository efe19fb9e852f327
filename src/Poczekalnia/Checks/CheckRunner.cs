using System.Text.Json;
using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>
/// Leads all checks through a case file in one pass. It takes the lines as they stand in the file and shares no code
/// with the engine that wrote them.
/// </summary>
public sealed class CheckRunner
{
    private readonly History _history = new();
    private readonly LineReader _reader = new();
    private readonly LineIndex _index = new();
    private readonly AppendLines _append = new();

    // Most checks look at one or two kinds of line, and there are millions of lines.
    private Check[] _asked = [];
    private Check[] _before = [];
    private Check[] _after = [];
    private Check[] _told = [];
    private Check[] _appended = [];
    private bool _hasEnd;

    public CheckRunner()
        : this(CheckList.All())
    {
    }

    public CheckRunner(IReadOnlyList<Check> checks)
    {
        Checks = checks;
        Judge(checks);
    }

    /// <summary>The checks in the order in which they are reported.</summary>
    public IReadOnlyList<Check> Checks { get; }

    /// <summary>Those of them whose sentence can be put to the test on this file.</summary>
    public IReadOnlyList<Check> Judged { get; private set; } = [];

    /// <summary>How many findings there are that are no remarks.</summary>
    public long Violations => Checks.Where(check => !check.IsRemark).Sum(check => check.Violations);

    /// <summary>The next line, without its line feed.</summary>
    /// <exception cref="LineException">It is not what docs/case-file.md says.</exception>
    public void See(long number, ReadOnlySpan<byte> line)
    {
        try
        {
            See(number, _index.Read(line));
        }
        catch (Exception error)
            when (error is FormatException or InvalidOperationException or OverflowException or JsonException)
        {
            throw new LineException(number, error.Message, error);
        }
    }

    /// <summary>There are no more lines.</summary>
    public void Close()
    {
        FinishAppend();
        if (_hasEnd && _history.IsComplete)
        {
            Rest();
        }

        foreach (var check in Judged)
        {
            check.Closed(_history);
        }
    }

    private void See(long number, Json body)
    {
        var type = body.Need("type"u8).Utf8;
        if (type.SequenceEqual("event"u8))
        {
            See(_reader.Event(number, body));
        }
        else if (type.SequenceEqual("notice"u8))
        {
            See(_reader.Notice(number, body));
        }
        else if (type.SequenceEqual("command"u8))
        {
            See(_reader.Command(number, body));
        }
        else if (type.SequenceEqual("policy"u8))
        {
            _history.Learn(body);
        }
        else if (type.SequenceEqual("manifest"u8) && body.MaybeText("partial"u8) == "yes")
        {
            Judge([.. Checks.Where(check => !check.NeedsWhole)]);
        }
        else if (type.SequenceEqual("end"u8))
        {
            See(LineReader.End(number, body));
        }
    }

    private void See(EndLine end)
    {
        FinishAppend();
        _hasEnd = true;
        _history.End(end);
        foreach (var check in Judged)
        {
            check.Ended(end, _history);
        }
    }

    private void See(CommandLine command)
    {
        FinishAppend();
        if (_history.Today > DateOnly.MinValue && Moments.DayOf(command.Now) > _history.Today)
        {
            Rest();
        }

        _append.Command = command;
        foreach (var check in _asked)
        {
            check.Asked(command, _history);
        }

        _history.Reach(command.Now);
    }

    private void See(EventLine line)
    {
        _history.Reach(line.At);
        foreach (var check in _before)
        {
            check.Before(line, _history);
        }

        _history.Apply(line);
        _append.Events.Add(line);
        if (_history.ReportTouchedBy(line) is { } report && !_append.Reports.Contains(report))
        {
            _append.Reports.Add(report);
        }

        foreach (var check in _after)
        {
            check.After(line, _history);
        }
    }

    private void See(NoticeLine notice)
    {
        _append.Notices.Add(notice);
        foreach (var check in _told)
        {
            check.Told(notice, _history);
        }
    }

    private void FinishAppend()
    {
        if (_append.Command is null && _append.Events.Count == 0 && _append.Notices.Count == 0)
        {
            return;
        }

        foreach (var check in _appended)
        {
            check.Appended(_append, _history);
        }

        _append.Clear();
    }

    private void Judge(IReadOnlyList<Check> judged)
    {
        Judged = judged;
        _asked = ThoseWith(nameof(Check.Asked));
        _before = ThoseWith(nameof(Check.Before));
        _after = ThoseWith(nameof(Check.After));
        _told = ThoseWith(nameof(Check.Told));
        _appended = ThoseWith(nameof(Check.Appended));
    }

    /// <summary>The checks that have something to say there.</summary>
    private Check[] ThoseWith(string method) =>
        [.. Judged.Where(check => check.GetType().GetMethod(method)!.DeclaringType != typeof(Check))];

    private void Rest()
    {
        foreach (var check in Judged)
        {
            check.AtRest(_history);
        }
    }
}

/// <summary>A line that is not what a case file may hold.</summary>
public sealed class LineException(long line, string reason, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>The number of the line, from 1.</summary>
    public long Line { get; } = line;
}
