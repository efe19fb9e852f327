using NodaTime;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Steps;

/// <summary>
/// Remembers what belongs to whom, and what happened since the step before was over: the stretch that a step's
/// expectations speak of.
/// </summary>
internal sealed class StepLedger : IRunListener
{
    private readonly Dictionary<(PatientId Patient, ScopeCode Scope), EntryId> _entries = [];
    private readonly Dictionary<PatientId, List<AppointmentId>> _appointments = [];
    private readonly Dictionary<ScopeCode, List<EntryId>> _entriesOfScope = [];
    private readonly Dictionary<StreamId, PatientId> _owners = [];
    private readonly HashSet<Guid> _missedOnce = [];
    private readonly List<(AppointmentId Appointment, Instant At)> _missed = [];
    private readonly List<StreamId> _touched = [];
    private readonly List<NoticeIntent> _told = [];

    /// <summary>Streams with an event in this stretch, in the order of their first.</summary>
    public IEnumerable<StreamId> Touched => _touched.Distinct();

    /// <summary>Notices of this stretch.</summary>
    public IReadOnlyList<NoticeIntent> Told => _told;

    /// <summary>Visits that did not take place, with when that was first said.</summary>
    public IReadOnlyList<(AppointmentId Appointment, Instant At)> Missed => _missed;

    /// <summary>A new stretch begins.</summary>
    public void BeginStretch()
    {
        _touched.Clear();
        _told.Clear();
    }

    /// <summary>The patient's last entry for a scope, or nothing.</summary>
    public EntryId? EntryOf(PatientId patient, ScopeCode scope) =>
        _entries.TryGetValue((patient, scope), out var entry) ? entry : null;

    /// <summary>Every entry that a scope ever had.</summary>
    public IReadOnlyList<EntryId> EntriesOf(ScopeCode scope) => _entriesOfScope.GetValueOrDefault(scope, []);

    /// <summary>The patient's appointments in the order of booking.</summary>
    public IReadOnlyList<AppointmentId> AppointmentsOf(PatientId patient) =>
        _appointments.GetValueOrDefault(patient, []);

    /// <summary>Whose an entry, report or appointment is; nothing for any other stream.</summary>
    public PatientId? OwnerOf(StreamId stream) => _owners.TryGetValue(stream, out var patient) ? patient : null;

    public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy)
    {
        // What a command came to is asked of its outcome.
    }

    public void OnEvent(RecordedEvent recorded, Command command)
    {
        _touched.Add(recorded.Stream);
        var id = recorded.Stream.Value;
        switch (recorded.Event)
        {
            case WaitingEntryEvent.EntryPlaced placed:
                _entries[(placed.Patient, placed.Scope)] = new EntryId(id);
                ListOf(_entriesOfScope, placed.Scope).Add(new EntryId(id));
                _owners.TryAdd(recorded.Stream, placed.Patient);
                break;
            case AppointmentEvent.AppointmentBooked booked:
                ListOf(_appointments, booked.Patient).Add(new AppointmentId(id));
                _owners.TryAdd(recorded.Stream, booked.Patient);
                break;
            case AppointmentEvent.AppointmentMissed missed when _missedOnce.Add(id):
                _missed.Add((new AppointmentId(id), missed.At));
                break;
            case CentralReportEvent.ReportFiled filed:
                _owners.TryAdd(recorded.Stream, filed.Patient);
                break;
        }
    }

    public void OnNotice(NoticeIntent notice, Instant at, long? cause) => _told.Add(notice);

    public void OnDue(Due due)
    {
        // What is due is asked of the engine.
    }

    private static List<TValue> ListOf<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}
