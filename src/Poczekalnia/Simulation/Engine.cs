using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>
/// The whole engine in memory: log, executor, matchers and due work on one virtual clock. What happens next depends on
/// nothing but what it was told.
/// </summary>
public sealed class Engine : IRunListener
{
    private readonly IReadOnlyDictionary<PolicyRef, SchedulingPolicy> _policies;
    private readonly Func<IMatcher> _makeBook;
    private readonly IRunListener _listener;
    private readonly MatcherInputs _inputs;
    private readonly SortedDictionary<ScopeCode, ScopeMatcher> _matchers = [];
    private ScopeMatcher[] _inOrder = [];
    private readonly List<RecordedEvent>? _history;
    private readonly Func<StreamId, StreamState> _stateOf;
    private DueWorker _dueWorker;

    /// <param name="start">What the clock shows at first.</param>
    /// <param name="makeBook">Makes the order book of a scope.</param>
    /// <param name="listener">Hears everything that is recorded.</param>
    /// <param name="keepHistory">Whether the events are kept, so that the engine can be restarted from them.</param>
    public Engine(
        Instant start,
        IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
        Func<IMatcher> makeBook,
        IRunListener listener,
        bool keepHistory = false)
    {
        _policies = policies;
        _makeBook = makeBook;
        _listener = listener;
        _history = keepHistory ? [] : null;
        _stateOf = Log.StateOf;
        _inputs = new MatcherInputs(_stateOf, reference => policies[reference]);
        Executor = new Executor(Log, policies, this) { Clock = start };
        _dueWorker = new DueWorker(this, policies, listener);
    }

    public EventLog Log { get; } = new();

    public Executor Executor { get; }

    public PendingWork Due { get; } = new();

    public SlotsOfPlaces Slots { get; } = new();

    /// <summary>What the clock shows.</summary>
    public Instant Now => Executor.Clock;

    /// <summary>The local time in Poland.</summary>
    public LocalDateTime LocalNow => WarsawTime.LocalOf(Now);

    /// <summary>Decisions of the matcher in one append.</summary>
    public int GroupSize { get; init; } = Limits.ProposalsPerGroup;

    /// <summary>While false the matcher rests, as when no node owns it.</summary>
    public bool MatcherRuns { get; private set; } = true;

    /// <summary>The matcher of a scope that is open.</summary>
    public ScopeMatcher? MatcherOf(ScopeCode scope) => _matchers.GetValueOrDefault(scope);

    /// <summary>Runs one command; the matcher is not asked yet.</summary>
    public Outcome Run(Command command) => Executor.Run(command);

    /// <summary>
    /// Lets matchers and due work handle the log to its head: at rest nothing is due by
    /// now and no waiting entry fits an
    /// open slot.
    /// </summary>
    public void Settle()
    {
        do
        {
            Match();
        }
        while (_dueWorker.RunFirstDueBy(Now));
    }

    /// <summary>Sets the clock; never back.</summary>
    public void MoveClockTo(Instant instant) => Executor.Clock = Instant.Max(Executor.Clock, instant);

    /// <summary>
    /// The machine's clock jumps forward: what was due in between is done at its own instant, in order, and nothing is
    /// skipped.
    /// </summary>
    public void JumpTo(Instant target)
    {
        while (Due.First is { } first && first.At <= target)
        {
            MoveClockTo(first.At);
            Settle();
        }

        MoveClockTo(target);
        Settle();
    }

    /// <summary>
    /// The engine stops and starts again: clock, log and due work are durable, everything
    /// the matcher knew is read anew.
    /// </summary>
    public void Restart()
    {
        if (_history is null)
        {
            throw new InvalidOperationException("An engine that keeps no history cannot be restarted.");
        }

        _matchers.Clear();
        _inOrder = [];
        _dueWorker = new DueWorker(this, _policies, _listener);
        foreach (var recorded in _history)
        {
            TellMatchers(recorded);
        }
    }

    /// <summary>Lets the matchers rest or go on.</summary>
    public void SwitchMatcher(bool on)
    {
        if (on != MatcherRuns)
        {
            MatcherRuns = on;
            Note(on ? Interruption.MatcherStarted : Interruption.MatcherStopped);
        }
    }

    /// <summary>Has it written down that something was taken from the engine or given back just now.</summary>
    public void Note(Interruption what) => _listener.OnInterruption(what, Now);

    void IRunListener.OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy) =>
        _listener.OnCommand(command, outcome, now, policy);

    void IRunListener.OnEvent(RecordedEvent recorded, Command command)
    {
        _history?.Add(recorded);
        TellMatchers(recorded);
        Slots.See(recorded, _stateOf);
        _listener.OnEvent(recorded, command);
    }

    void IRunListener.OnNotice(NoticeIntent notice, Instant at, long? cause) =>
        _listener.OnNotice(notice, at, cause);

    void IRunListener.OnDue(Due due)
    {
        Due.Add(due);
        _listener.OnDue(due);
    }

    private void Match()
    {
        if (!MatcherRuns)
        {
            return;
        }

        foreach (var matcher in _inOrder)
        {
            while (matcher.Step(Executor, Log.Head, LocalNow, GroupSize))
            {
            }
        }
    }

    private void TellMatchers(RecordedEvent recorded)
    {
        if (recorded.Event is BookingWindowEvent.ScopeOpened opened)
        {
            _matchers.Add(opened.Scope, new ScopeMatcher(opened.Scope, _makeBook()));
            _inOrder = [.. _matchers.Values];
        }

        if (_inputs.Of(recorded.Position, recorded.Stream, recorded.Event) is not { } told)
        {
            return;
        }

        if (told.Scope is { } scope)
        {
            _matchers[scope].Tell(told.Input);
            return;
        }

        foreach (var matcher in _inOrder)
        {
            matcher.Tell(told.Input);
        }
    }
}
