using System.Text;
using NodaTime;
using Poczekalnia.CaseFiles;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Tests.Reporting;

/// <summary>What the tables make of each event in a life, one life at a time.</summary>
public sealed class TableHistoryTests
{
    private static readonly ScopeCode Scope = ScopeCode.Parse("02.1100.001.02");
    private static readonly PolicyRef Policy = new("specialist-2026@1#0123456789ab");
    private static readonly PlaceId Place = new(Id("place"));
    private static readonly SlotId Slot = new(Id("slot"));
    private static readonly SlotId NewSlot = new(Id("new-slot"));
    private static readonly EntryId Entry = new(Id("entry"));
    private static readonly AppointmentId Appointment = new(Id("appointment"));
    private static readonly LocalDateTime Visit = new(2026, 10, 26, 8, 0);

    // The evening of 30 September in Poland: half past ten.
    private static readonly Instant Since = Instant.FromUtc(2026, 9, 30, 20, 30);

    private static readonly SlotEvent.SlotPublished Published =
        new(Place, Scope, SlotKind.FirstTime, VisitMode.Remote, Visit, 15, null, new AgeRange(0, 17), At(0));

    private static readonly WaitingEntryEvent.EntryPlaced Placed = new(
        new PatientId(Id("patient")), Scope, new ReportId(Id("report")), null,
        new OrderKey(AllocationClass.Stable, Since, 7), Criteria.None, AgeRange.Adult, [], PlacedBecause.Joined, Policy,
        At(0));

    private static readonly AppointmentEvent.AppointmentBooked Booked = new(
        new PatientId(Id("patient")), Slot, Place, Scope, SlotKind.FirstTime, Visit, null, null, null, [],
        ActorRole.Patient, Channel.Ikp, BookingOrigin.Public, null,
        new EligibilityAnswer("simp", EligibilityVerdict.Eligible, new LocalDate(2026, 10, 1)), Policy, At(0));

    [Fact]
    public void A_slot_that_was_given_freed_and_opened_is_open_and_nobody_holds_it()
    {
        var row = SlotAfter(
            new SlotEvent.SlotAssigned(Appointment, Entry, 3, Policy, At(1)),
            new SlotEvent.SlotFreed(Appointment, At(2)),
            new SlotEvent.SlotReleased(ReleaseReason.TooClose, null, Policy, At(3)));

        Of(row, "state", "state_at", "appointment", "taken_by", "release_reason", "age_to").Should()
            .Equal("released", "2026-10-01T03:00:00Z", "", "", "too-close", "17");
        Of(row, "times_assigned", "times_booked", "times_freed", "times_released").Should().Equal("1", "0", "1", "1");
    }

    [Fact]
    public void A_slot_that_was_used_keeps_who_used_it()
    {
        var row = SlotAfter(
            new SlotEvent.SlotBooked(Appointment, At(1)), new SlotEvent.SlotConsumed(Appointment, At(2)));

        Of(row, "state", "appointment", "taken_by").Should().Equal("consumed", Appointment.ToString(), "booking");
    }

    [Fact]
    public void A_slot_that_was_withdrawn_is_nobodys() =>
        Of(SlotAfter(new SlotEvent.SlotWithdrawn("illness", At(1))), "state", "appointment").Should()
            .Equal("withdrawn", "");

    [Fact]
    public void An_entry_that_came_back_waits_on_with_another_class_and_remembers_its_first_assignment()
    {
        var row = EntryAfter(
            new WaitingEntryEvent.CriteriaChanged(new Criteria(Mode: VisitMode.Remote), At(1)),
            new WaitingEntryEvent.EntryAssigned(Slot, Appointment, At(2)),
            new WaitingEntryEvent.EntryReturned(
                [Slot], AllocationClass.OutOfTurn, PlacedBecause.EntitledPatientCancelled, Policy, At(3)));

        Of(row, "state", "state_at", "class", "criteria_changes", "returns").Should()
            .Equal("waiting", "2026-10-01T03:00:00Z", "out-of-turn", "1", "1");
        Of(row, "slot", "appointment", "first_assigned_at", "days_to_assignment").Should()
            .Equal("", "", "2026-10-01T02:00:00Z", "1");
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("withdrawn")]
    [InlineData("waiting")]
    public void An_entry_ends_as_its_last_event_says(string state)
    {
        WaitingEntryEvent last = state switch
        {
            "removed" => new WaitingEntryEvent.EntryRemoved(At(4)),
            "withdrawn" => new WaitingEntryEvent.EntryWithdrawn(At(4)),
            _ => new WaitingEntryEvent.EntryReinstated([], Policy, At(4)),
        };
        var row = EntryAfter(
            new WaitingEntryEvent.MedicalCategoryChanged(
                MedicalCategory.Urgent, AllocationClass.Urgent, Policy, At(1)),
            last);

        Of(row, "state", "state_at", "class").Should().Equal(state, "2026-10-01T04:00:00Z", "urgent");
    }

    [Fact]
    public void An_appointment_that_was_moved_and_cancelled_says_by_whom_and_why()
    {
        var row = AppointmentAfter(
            new AppointmentEvent.AppointmentRescheduled(
                Slot, NewSlot, Place, Visit.PlusDays(2), ActorRole.Patient, Channel.Ikp, null, Policy, At(1)),
            new AppointmentEvent.AppointmentCancelled(
                ActorRole.Staff, Channel.Place, PlaceReason.Unforeseeable, Policy, At(2)));

        Of(row, "state", "ended_by", "ended_channel", "reason", "fault").Should()
            .Equal("cancelled", "staff", "place", "unforeseeable", "");
        Of(row, "slot", "start", "first_start", "changes", "days_ahead", "eligibility").Should()
            .Equal(NewSlot.ToString(), "2026-10-28T08:00:00", "2026-10-26T08:00:00", "1", "27", "eligible");
    }

    [Fact]
    public void A_missed_visit_has_the_fault_that_was_settled_last() =>
        Of(
            AppointmentAfter(
                new AppointmentEvent.AppointmentMissed(Fault.Undetermined, Policy, At(1)),
                new AppointmentEvent.AppointmentMissed(Fault.NotPatient, Policy, At(2))),
            "state", "fault").Should().Equal("missed", "not-patient");

    private static Dictionary<string, string> SlotAfter(params SlotEvent[] events) =>
        Row("slots.csv", Slot, [Published, .. events]);

    private static Dictionary<string, string> EntryAfter(params WaitingEntryEvent[] events) =>
        Row("entries.csv", Entry, [Placed, .. events]);

    private static Dictionary<string, string> AppointmentAfter(params AppointmentEvent[] events) =>
        Row("appointments.csv", Appointment, [Booked, .. events]);

    private static Dictionary<string, string> Row(string table, StreamId stream, DomainEvent[] events)
    {
        var file = new MemoryStream();
        using var writer = new CaseFileWriter(file, leaveOpen: true);
        writer.Manifest(new Manifest("s", "1", "c", "t", At(0)));
        foreach (var (index, happened) in events.Index())
        {
            writer.Event(new EventPlace(index + 1, stream, index + 1, Guid.Empty, Guid.Empty), happened);
        }

        writer.End();
        var streams = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        Tables.Write(
            CaseFile.Open(() => new MemoryStream(file.ToArray())), name => streams[name] = new MemoryStream());
        var lines = Encoding.UTF8.GetString(streams[table].ToArray()).Split('\n');
        return lines[0].Split(',').Zip(lines[1].Split(',')).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static IEnumerable<string> Of(Dictionary<string, string> row, params string[] columns) =>
        columns.Select(column => row[column]);

    private static Instant At(int hour) => Instant.FromUtc(2026, 10, 1, 0, 0) + Duration.FromHours(hour);

    private static Guid Id(string name) => Ids.Derive("table-history", name);
}
