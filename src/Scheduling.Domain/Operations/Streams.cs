using System.Text.Json;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>The states of the streams an operation reads. Asking for one that was not declared is a bug.</summary>
public sealed class Streams
{
    private readonly StreamTable _states;

    public Streams(IEnumerable<KeyValuePair<StreamId, StreamVersion>> states)
    {
        _states = new StreamTable();
        foreach (var (stream, read) in states)
        {
            _states.Set(stream, read);
        }
    }

    /// <param name="states">Not copied: whoever made it changes it no more.</param>
    internal Streams(StreamTable states) => _states = states;

    /// <summary>What an operation reads, in its two steps; each stream is read once.</summary>
    public static Streams Load(IOperation operation, Func<StreamId, StreamVersion> read)
    {
        var table = new StreamTable();
        var streams = new Streams(table);
        LoadInto(table, operation.Reads, read);
        LoadInto(table, operation.ReadsNext(streams), read);
        return streams;
    }

    /// <summary>A copy with the streams of the second step.</summary>
    public Streams With(IEnumerable<KeyValuePair<StreamId, StreamVersion>> more) => new(_states.Concat(more));

    /// <summary>Every stream read, with its version and state.</summary>
    public StreamTable All => _states;

    public bool Contains(StreamId stream) => _states.ContainsKey(stream);

    public ServicePlace Place(PlaceId id) => (ServicePlace)_states[id].State;

    public Slot Slot(SlotId id) => (Slot)_states[id].State;

    public Appointment Appointment(AppointmentId id) => (Appointment)_states[id].State;

    public WaitingEntry Entry(EntryId id) => (WaitingEntry)_states[id].State;

    public CentralReport Report(ReportId id) => (CentralReport)_states[id].State;

    public Referral Referral(ReferralId id) => (Referral)_states[id].State;

    public BookingWindow Window(ScopeCode scope) => (BookingWindow)_states[StreamId.WindowOf(scope)].State;

    public Process Process(ProcessId id) => (Process)_states[id].State;

    private static void LoadInto(
        StreamTable table, IEnumerable<StreamId> streams, Func<StreamId, StreamVersion> read)
    {
        foreach (var stream in streams)
        {
            if (!table.ContainsKey(stream))
            {
                table.Set(stream, read(stream));
            }
        }
    }
}

/// <summary>A stream's state and the number of events it rests on.</summary>
public readonly record struct StreamVersion(long Version, StreamState State);

/// <summary>The state of a stream of any kind.</summary>
public static class StreamStates
{
    /// <summary>Before the first event.</summary>
    public static StreamState Initial(StreamKind kind) =>
        kind switch
        {
            StreamKind.Place => ServicePlace.Initial,
            StreamKind.Window => BookingWindow.Initial,
            StreamKind.Slot => Slot.Initial,
            StreamKind.Appointment => Appointment.Initial,
            StreamKind.Entry => WaitingEntry.Initial,
            StreamKind.Report => CentralReport.Initial,
            StreamKind.Referral => Referral.Initial,
            StreamKind.Process => Process.Initial,
        };

    /// <summary>After one more event.</summary>
    public static StreamState Evolve(StreamKind kind, StreamState state, DomainEvent happened) =>
        kind switch
        {
            StreamKind.Place => ServicePlace.Evolve((ServicePlace)state, happened),
            StreamKind.Window => BookingWindow.Evolve((BookingWindow)state, happened),
            StreamKind.Slot => Slot.Evolve((Slot)state, happened),
            StreamKind.Appointment => Appointment.Evolve((Appointment)state, happened),
            StreamKind.Entry => WaitingEntry.Evolve((WaitingEntry)state, happened),
            StreamKind.Report => CentralReport.Evolve((CentralReport)state, happened),
            StreamKind.Referral => Referral.Evolve((Referral)state, happened),
            StreamKind.Process => Process.Evolve((Process)state, happened),
        };

    /// <summary>The public name of a state, such as <c>held-back</c>.</summary>
    public static string NameOf(StreamState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.GetType().Name);
}
