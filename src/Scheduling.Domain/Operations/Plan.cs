using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>
/// Composes the decisions of several streams into one: each decider sees the states as the ones before it left them,
/// the first refusal ends the plan, and nothing is recorded unless everything is.
/// </summary>
public sealed class Plan
{
    private readonly List<PlannedEvent> _events = [];
    private readonly StreamTable _states;
    private Refusal? _refusal;

    private Plan(Streams streams, Circumstances now)
    {
        _states = new StreamTable(streams.All);
        Now = now;
        foreach (var (stream, read) in _states.Span)
        {
            if (read.State is IInconsistent)
            {
                Refuse(Refusals.StreamInconsistent(stream));
            }
        }
    }

    /// <summary>When, by whom, under which policy.</summary>
    public Circumstances Now { get; }

    /// <summary>The window of the plan's scope; nothing outside a scope or before the scope is open.</summary>
    public BookingWindow.Opened? Window { get; private init; }

    /// <summary>Whether a refusal ended the plan.</summary>
    public bool IsRefused => _refusal is not null;

    /// <summary>A plan to which no scope's policy applies.</summary>
    public static Plan Outside(Streams streams, OperationContext context) =>
        new(streams, new Circumstances(context.Now, context.By, null));

    /// <summary>A plan in a scope; refused while the scope takes no part or no policy was adopted.</summary>
    public static Plan In(ScopeCode scope, Streams streams, OperationContext context)
    {
        var window = streams.Window(scope) as BookingWindow.Opened;
        var policy = window?.Policy is { } adopted ? context.Policies[adopted] : null;
        var plan = new Plan(streams, new Circumstances(context.Now, context.By, policy)) { Window = window };
        return policy is null ? plan.Refuse(Refusals.ScopeNotOpen(scope)) : plan;
    }

    public ServicePlace Place(PlaceId id) => (ServicePlace)_states[id].State;

    public Slot Slot(SlotId id) => (Slot)_states[id].State;

    public Appointment Appointment(AppointmentId id) => (Appointment)_states[id].State;

    public WaitingEntry Entry(EntryId id) => (WaitingEntry)_states[id].State;

    public CentralReport Report(ReportId id) => (CentralReport)_states[id].State;

    public Referral Referral(ReferralId id) => (Referral)_states[id].State;

    /// <summary>What a process is about; nothing while it was not started.</summary>
    public ProcessEvent.ProcessStarted? TaskOf(ProcessId id) =>
        _states[id].State switch
        {
            Process.Running running => running.Task,
            Process.Ended ended => ended.Task,
            _ => null,
        };

    /// <summary>The version of a stream as it was read.</summary>
    public long VersionOf(StreamId stream) => _states[stream].Version;

    /// <summary>Ends the plan, unless it has ended already.</summary>
    public Plan Refuse(Refusal? reason)
    {
        _refusal ??= reason;
        return this;
    }

    /// <summary>Ends the plan if a condition does not hold.</summary>
    public Plan Require(bool condition, Refusal otherwise) => condition ? this : Refuse(otherwise);

    /// <summary>The same with a refusal that is only made when it is needed: most conditions hold.</summary>
    /// <param name="about">What the refusal names.</param>
    public Plan Require<T>(bool condition, Func<T, Refusal> otherwise, T about) =>
        condition ? this : Refuse(otherwise(about));

    public Plan Do(PlaceId id, ServicePlaceCommand command) =>
        IsRefused ? this : Take(id, ServicePlaceDecider.Decide(command, Place(id), Now));

    public Plan Do(SlotId id, SlotCommand command) =>
        IsRefused ? this : Take(id, SlotDecider.Decide(command, Slot(id), Now));

    public Plan Do(AppointmentId id, AppointmentCommand command) =>
        IsRefused ? this : Take(id, AppointmentDecider.Decide(command, Appointment(id), Now));

    public Plan Do(EntryId id, WaitingEntryCommand command) =>
        IsRefused ? this : Take(id, WaitingEntryDecider.Decide(command, Entry(id), Now));

    public Plan Do(ReportId id, CentralReportCommand command) =>
        IsRefused ? this : Take(id, CentralReportDecider.Decide(command, Report(id), Now));

    public Plan Do(ReferralId id, ReferralCommand command) =>
        IsRefused ? this : Take(id, ReferralDecider.Decide(command, Referral(id), Now));

    public Plan Do(ScopeCode scope, BookingWindowCommand command)
    {
        var stream = StreamId.WindowOf(scope);
        return IsRefused ? this
            : Take(stream, BookingWindowDecider.Decide(command, (BookingWindow)_states[stream].State, Now));
    }

    public Plan Do(ProcessId id, ProcessCommand command) =>
        IsRefused ? this : Take(id, ProcessDecider.Decide(command, (Process)_states[id].State, Now));

    /// <summary>The decision that the plan comes to; it ends the plan.</summary>
    public OperationDecision ToDecision() =>
        _refusal is { } reason
            ? new OperationDecision.Refused(reason, Now.Adopted?.Ref)
            : new OperationDecision.Accepted(_events, new Streams(_states), Now.Adopted?.Ref);

    public static implicit operator OperationDecision(Plan plan) => plan.ToDecision();

    private Plan Take<TEvent>(StreamId stream, Decision<TEvent> decision)
        where TEvent : DomainEvent
    {
        if (decision is Decision<TEvent>.Refused refused)
        {
            return Refuse(refused.Reason);
        }

        foreach (var happened in ((Decision<TEvent>.Accepted)decision).Events)
        {
            var before = _states[stream];
            var state = StreamStates.Evolve(stream.Kind, before.State, happened);
            _states.Set(stream, new StreamVersion(before.Version + 1, state));
            _events.Add(new PlannedEvent(stream, happened));
        }

        return this;
    }
}
