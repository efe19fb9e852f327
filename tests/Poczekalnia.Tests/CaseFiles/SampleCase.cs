using System.Text;
using NodaTime;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Tests.CaseFiles;

/// <summary>
/// A history made by hand: a place opens, somebody joins the waiting room, gets a slot, comes; a second person is
/// refused, waits on, and books nothing; one event is of a type that nobody knows. Only its form matters: no matcher
/// would have left the second person waiting.
/// </summary>
internal sealed class SampleCase
{
    public static readonly ScopeCode Scope = ScopeCode.Parse("02.1100.001.02");
    public static readonly PolicyRef Policy = new("specialist-2026@1#0123456789ab");
    public static readonly Instant Start = Instant.FromUtc(2026, 9, 14, 22, 0);
    public static readonly PlaceId Place = new(Id("place"));
    public static readonly SlotId Slot = new(Id("slot"));
    public static readonly SlotId OpenSlot = new(Id("open-slot"));
    public static readonly EntryId Entry = new(Id("entry"));
    public static readonly EntryId OtherEntry = new(Id("other-entry"));
    public static readonly AppointmentId Appointment = new(Id("appointment"));

    private static readonly LocalDateTime Visit = new(2026, 9, 22, 10, 30);
    private static readonly PatientId Patient = new(Id("patient"));
    private static readonly PatientId OtherPatient = new(Id("other-patient"));
    private static readonly ReferralId Referral = new(Id("referral"));
    private static readonly ReferralId OtherReferral = new(Id("other-referral"));
    private static readonly StreamId Window = StreamId.WindowOf(Scope);

    private readonly Dictionary<StreamId, long> _versions = [];
    private readonly CaseFileWriter _writer;
    private Instant _now = Start;
    private long _position;
    private int _commands;

    private SampleCase(CaseFileWriter writer) => _writer = writer;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Bytes(bool complete = true)
    {
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        new SampleCase(writer).Write(complete);
        return target.ToArray();
    }

    /// <summary>The lines of the file without their line feeds.</summary>
    public static string[] Lines() => Encoding.UTF8.GetString(Bytes()).TrimEnd('\n').Split('\n');

    private static Guid Id(string name) => Ids.Derive("sample", name);

    private void Write(bool complete)
    {
        _writer.Manifest(new Manifest("sample", "7", "0.1.0", "2026a", Start));
        _writer.Policy(
            PolicyLineKind.Scheduling, Policy, CanonicalJson.Canonicalise("""{ "id": "specialist-2026" }"""));
        Open();
        Join(Patient, Entry, Referral, 17, MedicalCategory.Urgent);
        Join(OtherPatient, OtherEntry, OtherReferral, 18, MedicalCategory.Stable);
        Assign();
        Refuse();
        Attend();
        _writer.End(complete);
    }

    private void Open()
    {
        var staff = Actor.AdministratorOf(Place);
        Do(staff, "register-place", (Place, new ServicePlaceEvent.ServicePlaceRegistered(
            "121/000001", TerytCode.Parse("2469011"), new GeoPoint(5_026_000, 1_902_000), [Scope], _now)));
        Do(staff, "activate-place", (Place, new ServicePlaceEvent.ServicePlaceActivated(_now)));
        Do(
            Actor.System, "open-scope",
            (Window, new BookingWindowEvent.ScopeOpened(Scope, _now)),
            (Window, new BookingWindowEvent.PolicyAdopted(Policy, _now)),
            (Window, new BookingWindowEvent.WindowAdvanced(new LocalDate(2026, 10, 25), _now)));
        Do(staff, "publish-slot", (Slot, Published(Visit)));
        Do(staff, "publish-slot", (OpenSlot, Published(new LocalDateTime(2026, 9, 23, 8, 0))));
    }

    private SlotEvent.SlotPublished Published(LocalDateTime start) =>
        new(
            Place, Scope, SlotKind.FirstTime, VisitMode.InPerson, start, 20, new PractitionerId("dr-Łącka"), null,
            _now);

    private void Join(PatientId patient, EntryId entry, ReferralId referral, long number, MedicalCategory category)
    {
        _now += Duration.FromHours(10);
        var allocation = category == MedicalCategory.Urgent ? AllocationClass.Urgent : AllocationClass.Stable;
        var order = new OrderKey(allocation, _now, number);
        var criteria = new Criteria(PlaceCriterion.In(TerytCode.Parse("24")), Days: DaySet.Weekdays);
        var report = ReportId.Of(patient, Scope);
        Do(Actor.StaffOf(Place), "issue-referral", (referral, new ReferralEvent.ReferralIssued(
            patient, Scope, ReferralForm.Electronic, category, null, _now)));
        Do(
            Actor.PatientBy(Channel.MojeIkp), "join-waiting-room",
            (report, new CentralReportEvent.ReportFiled(
                patient, Scope, order, _now, null, category, null, null, referral, [ContactKind.Mobile],
                AgeRange.Adult, criteria, Policy, _now)),
            (entry, new WaitingEntryEvent.EntryPlaced(
                patient, Scope, report, referral, order, criteria, AgeRange.Adult, [], PlacedBecause.Joined, Policy,
                _now)));
        Notify("put-on-list", patient);
    }

    private void Assign()
    {
        _now += Duration.FromSeconds(1);
        var report = ReportId.Of(Patient, Scope);
        Do(
            Actor.System, "assign-slot",
            (Slot, new SlotEvent.SlotAssigned(Appointment, Entry, _position, Policy, _now)),
            (Entry, new WaitingEntryEvent.EntryAssigned(Slot, Appointment, _now)),
            (Appointment, new AppointmentEvent.AppointmentBooked(
                Patient, Slot, Place, Scope, SlotKind.FirstTime, Visit, report, Entry,
                Referral, [ContactKind.Mobile], ActorRole.System, Channel.Internal, BookingOrigin.WaitingRoom, null,
                null, Policy, _now)),
            (Referral, new ReferralEvent.ReferralHeld(Place, _now)));
        Notify("free-date-appeared", Patient, Appointment, Visit);
        Do(Actor.System, "release-slot", (OpenSlot, new SlotEvent.SlotReleased(
            ReleaseReason.NobodyFits, _position, Policy, _now)));
        Do(Actor.System, "paint-slot", (OpenSlot, new UnknownEvent("slot_painted", """{"colour":"złoty"}""", _now)));
    }

    private void Refuse() =>
        Command(
            Actor.PatientBy(Channel.Ikp), "book-publicly", 0,
            new Refusal("report-open", [new("scope", Scope.Value), new("patient", "the \"second\"\n")]));

    private void Attend()
    {
        _now = Instant.FromUtc(2026, 9, 15, 8, 0);
        _writer.Notice(new NoticeLine(
            $"reminder/{Appointment}/2026-09-22T10:30:00/7/sms", "date-approaching", "sms", $"patient/{Patient}", _now,
            Appointment: Appointment, Start: Visit, Place: Place, DaysBefore: 7));
        _now = Instant.FromUtc(2026, 9, 22, 9, 0);
        Do(
            Actor.StaffOf(Place), "fulfil-appointment",
            (Slot, new SlotEvent.SlotConsumed(Appointment, _now)),
            (Appointment, new AppointmentEvent.AppointmentFulfilled(_now)),
            (ReportId.Of(Patient, Scope), new CentralReportEvent.ReportClosed(ReportClosure.Fulfilled, _now)));
    }

    private void Do(Actor by, string operation, params (StreamId Stream, DomainEvent Event)[] events)
    {
        var command = Command(by, operation, events.Length, null);
        foreach (var (stream, happened) in events)
        {
            var version = _versions[stream] = _versions.GetValueOrDefault(stream) + 1;
            _writer.Event(new EventPlace(++_position, stream, version, command, command), happened);
        }
    }

    private Guid Command(Actor by, string operation, int events, Refusal? refusal)
    {
        var id = Id($"command {++_commands}");
        _writer.Command(
            new CommandLine(
                id, id, by, operation, _now, Policy, events > 0 ? _position + 1 : null,
                events > 0 ? _position + events : null, refusal),
            "{}"u8);
        return id;
    }

    private void Notify(
        string kind, PatientId patient, AppointmentId? appointment = null, LocalDateTime? start = null) =>
        _writer.Notice(new NoticeLine(
            $"{_position}/{kind}/sms", kind, "sms", $"patient/{patient}", _now, _position, appointment, start));
}
