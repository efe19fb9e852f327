using NodaTime;
using NodaTime.Text;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Steps;

internal sealed partial class StepJudge
{
    private static readonly LocalDateTimePattern Local =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    private StepVerdict Judge(Expectation.Holds expected)
    {
        var patient = names.Patient(expected.Patient);
        var held = ledger.AppointmentsOf(patient)
            .Select(facts.AppointmentOf)
            .OfType<Appointment.Booked>()
            .Select(booked => names.Of(booked.Date.Slot))
            .ToList();
        var met = expected.Slot is { } slot ? held.Contains(slot) : held.Count == 0;
        return new StepVerdict(
            $"{expected.Patient} holds {expected.Slot ?? "nothing"}", met, StepVerdict.List(held, "nothing"),
            expected.Slot is null ? null : () => WhyNot(expected.Patient, names.Slot(expected.Slot)));
    }

    private string WhyNot(string patient, SlotId slot) => why.Between(patient, facts.ScopeOf(slot), slot).Text;

    private StepVerdict Judge(Expectation.Waiting expected)
    {
        var waiting = facts.WaitingIn(expected.Scope);
        return StepVerdict.Of(
            $"waiting in {expected.Scope}", StepVerdict.List(expected.Patients, "nobody"),
            StepVerdict.List(waiting.Select(entry => why.PatientOf(entry.Entry)), "nobody"),
            () => StepVerdict.List(
                waiting.Select(entry => $"{why.PatientOf(entry.Entry)} ({entry.Terms.Order})"), "nobody waits"));
    }

    private StepVerdict Judge(Expectation.EntryIs expected)
    {
        var id = ledger.EntryOf(names.Patient(expected.Patient), expected.Scope);
        var entry = id is { } known ? (WaitingEntry)facts.StateOf(known) : WaitingEntry.Initial;
        var terms = entry.On;
        var rank = facts.WaitingIn(expected.Scope).ToList().FindIndex(waiting => waiting.Entry == id) + 1;
        return Compare(
            $"entry of {expected.Patient}",
            ("", Word(expected.State), EnumText.Of(StandingOf(entry))),
            ("class ", Word(expected.Class), Word(terms?.Order.Class) ?? "none"),
            ("since ", Text(expected.Since), Text(terms?.Order.Since) ?? "never"),
            ("rank ", Text(expected.Rank), Text(rank)!),
            ("left ", expected.Left is { } left ? Sorted(left) : null, Sorted(terms?.LeftSlots.Select(Name) ?? [])));

        string Name(SlotId slot) => names.Of(slot);
    }

    private static EntryStanding StandingOf(WaitingEntry entry) =>
        entry switch
        {
            WaitingEntry.Absent => EntryStanding.None,
            WaitingEntry.Waiting => EntryStanding.Waiting,
            WaitingEntry.Assigned => EntryStanding.Assigned,
            WaitingEntry.Withdrawn => EntryStanding.Withdrawn,
            WaitingEntry.Removed => EntryStanding.Removed,
            _ => throw new System.Diagnostics.UnreachableException("An inconsistent entry."),
        };

    private StepVerdict Judge(Expectation.ReportIs expected)
    {
        var report = (CentralReport)facts.StateOf(ReportId.Of(names.Patient(expected.Patient), expected.Scope));
        var (state, reason) = report switch
        {
            CentralReport.Absent => (ReportStanding.None, null as ReportClosure?),
            CentralReport.Open => (ReportStanding.Open, null),
            CentralReport.Closed closed => (ReportStanding.Closed, closed.Reason),
            _ => throw new System.Diagnostics.UnreachableException("An inconsistent report."),
        };
        return Compare(
            $"report of {expected.Patient}",
            ("", EnumText.Of(expected.State), EnumText.Of(state)),
            ("because ", Word(expected.Reason), Word(reason) ?? "of nothing"));
    }

    private StepVerdict Judge(Expectation.AppointmentIs expected)
    {
        var id = facts.AppointmentsOf(names.Patient(expected.Patient), expected.Kind).LastOrDefault();
        var appointment = facts.AppointmentOf(id);
        var fault = (appointment as Appointment.Missed)?.Fault;
        return Compare(
            $"{EnumText.Of(expected.Kind)} appointment of {expected.Patient}",
            ("", Word(expected.State), EnumText.Of(StandingOf(appointment))),
            ("slot ", expected.Slot, appointment.On is { } date ? names.Of(date.Slot) : "none"),
            ("origin ", Word(expected.Origin), Word(appointment.Made?.Origin) ?? "none"),
            ("fault ", Word(expected.Fault), Word(fault) ?? "none"));
    }

    private static AppointmentStanding StandingOf(Appointment appointment) =>
        appointment switch
        {
            Appointment.Absent => AppointmentStanding.None,
            Appointment.Booked => AppointmentStanding.Booked,
            Appointment.Cancelled => AppointmentStanding.Cancelled,
            Appointment.Fulfilled => AppointmentStanding.Fulfilled,
            Appointment.Missed => AppointmentStanding.Missed,
            _ => throw new System.Diagnostics.UnreachableException("An inconsistent appointment."),
        };

    // Shown once so many days have gone by since the place said that it does not know (states.md §3).
    private StepVerdict Judge(Expectation.Unsettled expected)
    {
        var shown = ledger.Missed
            .Where(missed => facts.AppointmentOf(missed.Appointment)
                is Appointment.Missed { Fault: Fault.Undetermined } appointment
                && appointment.Date.Place == names.Place(expected.Place)
                && facts.PolicyOf(appointment.Booking.Scope) is { } policy
                && WarsawTime.DateOf(missed.At).PlusDays(policy.UnsettledAfterDays) <= facts.Today)
            .Select(missed => names.Of(facts.AppointmentOf(missed.Appointment).Made!.Patient));
        return StepVerdict.Of($"unsettled at {expected.Place}", Sorted(expected.Patients), Sorted(shown));
    }

    private StepVerdict Judge(Expectation.WhyNot expected)
    {
        var obstacle = why.Between(expected.Patient, expected.Scope, names.Slot(expected.Slot));
        return new StepVerdict(
            $"why {expected.Patient} does not get {expected.Slot}: {expected.Rule ?? expected.BetterPlaced}",
            expected.Rule is not null ? expected.Rule == obstacle.Rule : expected.BetterPlaced == obstacle.Better,
            obstacle.Text);
    }

    // What the scenario leaves open is not compared.
    private static StepVerdict Compare(
        string subject, params ReadOnlySpan<(string Word, string? Expected, string Found)> parts)
    {
        var (expected, found) = (new List<string>(), new List<string>());
        foreach (var part in parts)
        {
            if (part.Expected is not null)
            {
                expected.Add(part.Word + part.Expected);
                found.Add(part.Word + part.Found);
            }
        }

        return StepVerdict.Of(subject, StepVerdict.List(expected), StepVerdict.List(found));
    }

    private static string Sorted(IEnumerable<string> all) =>
        StepVerdict.List(all.Order(StringComparer.Ordinal));

    private static string? Word<T>(T? value)
        where T : struct, Enum =>
        value is { } known ? EnumText.Of(known) : null;

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // With the offset, for an hour that the clocks show twice.
    private static string? Text(Instant? at) =>
        at is { } instant
            ? Local.Format(WarsawTime.LocalOf(instant)) + " " + instant.InZone(WarsawTime.Zone).Offset
            : null;
}
