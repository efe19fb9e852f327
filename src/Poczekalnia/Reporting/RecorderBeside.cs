using System.Collections.Concurrent;
using NodaTime;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Notices;

namespace Poczekalnia.Reporting;

/// <summary>
/// Hands everything that a run records to listeners beside it, in the order in which it was recorded: who only writes
/// down and counts keeps the run from nothing. What is handed over never changes, and nothing comes back.
/// </summary>
public sealed class RecorderBeside : IRunListener, IDisposable
{
    // A page is handed over as a whole, below the size from which the collector treats an array as large; a run that
    // is this many pages ahead waits.
    private const int PageLength = 512;
    private const int PageCount = 16;

    private readonly BlockingCollection<Page> _blank = [];
    private readonly BlockingCollection<Page> _written = [];
    private readonly Task<bool> _work;
    private Page _page = new();

    /// <param name="listeners">Hear everything, in this order.</param>
    public RecorderBeside(params IRunListener[] listeners)
    {
        for (var i = 1; i < PageCount; i++)
        {
            _blank.Add(new Page());
        }

        _work = Beside.Start(() => Read(listeners));
    }

    public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy) =>
        Write(new Told(command, Outcome: outcome, At: now, Policy: policy));

    public void OnEvent(RecordedEvent recorded, Command command) => Write(new Told(command, recorded));

    public void OnNotice(NoticeIntent notice, Instant at, long? cause) =>
        Write(new Told(Notice: notice, At: at, NoticeCause: cause));

    public void OnDue(Due due) => Write(new Told(Due: due));

    public void OnInterruption(Interruption what, Instant at) => Write(new Told(Interruption: what, At: at));

    /// <summary>Nothing more comes: returns when the listeners have heard everything.</summary>
    public void End()
    {
        _written.Add(_page);
        _written.CompleteAdding();
        _work.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _written.CompleteAdding();
        Task.WhenAny(_work).Wait();
        _blank.Dispose();
        _written.Dispose();
    }

    private void Write(in Told told)
    {
        if (_page.Count == PageLength)
        {
            _written.Add(_page);
            if (!_blank.TryTake(out var blank, Timeout.Infinite))
            {
                // A listener has failed; this throws what it has thrown.
                _work.GetAwaiter().GetResult();
            }

            _page = blank!;
        }

        _page.Told[_page.Count++] = told;
    }

    private bool Read(IRunListener[] listeners)
    {
        try
        {
            foreach (var page in _written.GetConsumingEnumerable())
            {
                foreach (ref readonly var told in page.Told.AsSpan(0, page.Count))
                {
                    foreach (var listener in listeners)
                    {
                        told.To(listener);
                    }
                }

                page.Count = 0;
                _blank.Add(page);
            }

            return true;
        }
        finally
        {
            _blank.CompleteAdding();
        }
    }

    private sealed class Page
    {
        public Told[] Told { get; } = new Told[PageLength];

        public int Count { get; set; }
    }

    /// <summary>One call of a listener.</summary>
    private readonly record struct Told(
        Command? Command = null,
        RecordedEvent Event = default,
        NoticeIntent? Notice = null,
        Due? Due = null,
        Outcome Outcome = default,
        Instant At = default,
        PolicyRef? Policy = null,
        long? NoticeCause = null,
        Interruption? Interruption = null)
    {
        public void To(IRunListener listener)
        {
            if (Notice is not null)
            {
                listener.OnNotice(Notice, At, NoticeCause);
            }
            else if (Due is not null)
            {
                listener.OnDue(Due);
            }
            else if (Event.Event is not null)
            {
                listener.OnEvent(Event, Command!);
            }
            else if (Interruption is { } interruption)
            {
                listener.OnInterruption(interruption, At);
            }
            else
            {
                listener.OnCommand(Command!, Outcome, At, Policy);
            }
        }
    }
}
