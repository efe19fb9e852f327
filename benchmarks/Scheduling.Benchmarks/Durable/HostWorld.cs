using NodaTime;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Storage;
using static Scheduling.Domain.Appointments.AppointmentEvent;
using static Scheduling.Domain.Referrals.ReferralEvent;
using static Scheduling.Domain.Reports.CentralReportEvent;
using static Scheduling.Domain.ServicePlaces.ServicePlaceEvent;
using static Scheduling.Domain.Slots.SlotEvent;
using static Scheduling.Domain.WaitingRoom.WaitingEntryEvent;

namespace Scheduling.Benchmarks.Durable;

/// <summary>
/// One scope of the made-up country in a database: its places, who waits there, slots and visits. It is written as
/// events by the engine's append, many in one commit; every stream is what the operations would have left.
/// </summary>
internal sealed partial class HostWorld
{
    private const int EntriesPerAppend = 3_000;
    private const int SlotsPerAppend = 2_000;

    private readonly HostDatabase _host;
    private readonly Session _session;
    private readonly Country _country;
    private readonly PolicyRef _policy;
    private readonly Instant _now;
    private readonly Dice _dice;
    private long _number = 1_000_000_000;

    private HostWorld(HostDatabase host, Session session)
    {
        (_host, _session, _country) = (host, session, session.Worlds.Country);
        _policy = host.Policies.Keys.First(policy => policy.Id == "specialist-2026");
        _now = host.Clock.GetCurrentInstant();
        _dice = Dice.Of(_country.Mix.Seed, "host-world");
    }

    /// <summary>The scope, which is the largest of the country.</summary>
    public static ScopeCode Scope { get; } = ScopeCode.Parse("02.1100.001.02");

    /// <summary>The last day that may be booked.</summary>
    public LocalDate Through => _country.Mix.Today.PlusDays(_host.Policies[_policy].WindowDays);

    /// <summary>Noon of the day on which is matched.</summary>
    public static Instant NoonOf(Session session) =>
        WarsawTime.ToInstant(session.Worlds.Country.Mix.Today.At(new LocalTime(12, 0)));

    /// <summary>Opens the scope and its places, and has so many people wait.</summary>
    public static HostWorld Make(HostDatabase host, Session session, int entries)
    {
        var world = new HostWorld(host, session);
        world.Run(Actor.System, new OpenScope(Scope, world._policy));
        world.Run(Actor.System, new AdvanceWindow(Scope));
        world.Append(world.Places());
        world.Wait(entries);
        return world;
    }

    /// <summary>Runs a command that nobody may refuse.</summary>
    public void Run(Actor by, IOperation operation)
    {
        var id = Ids.Derive("host-world", $"{Interlocked.Increment(ref _number)}");
        var outcome = _host.Executor.Run(new Command(id, id, by, operation), _session.Stop).GetAwaiter().GetResult();
        if (outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{operation} was refused: {refusal}");
        }
    }

    /// <summary>Publishes slots of one day, which are held back.</summary>
    public void Publish(LocalDate day, int count)
    {
        foreach (var slots in Slots(new SlotSource(_country, "host-day"), day, count).Chunk(SlotsPerAppend))
        {
            Append([.. slots.Select(slot => new PlannedEvent(slot.Slot, Published(slot)))], slots.Select(Free));
        }
    }

    /// <summary>Visits that were booked by the public on any day of the window: each may be cancelled.</summary>
    public IReadOnlyList<(AppointmentId Visit, SlotId Slot, PatientId Patient)> Book(int count)
    {
        var booked = new List<(AppointmentId, SlotId, PatientId)>(count);
        foreach (var slots in Slots(new SlotSource(_country, "host-booked"), null, count).Chunk(1_000))
        {
            var (events, rows, claims) = (
                new List<PlannedEvent>(), new List<Change<LiveSlot>>(), new List<Change<LiveFirstTime>>());
            foreach (var slot in slots)
            {
                var visit = new AppointmentId(_dice.Identity());
                var (patient, referral) = (new PatientId(_dice.Identity()), new ReferralId(_dice.Identity()));
                var report = ReportId.Of(patient, Scope);
                var order = new OrderKey(AllocationClass.Stable, _now, ++_number);
                events.Add(new(slot.Slot, Published(slot)));
                events.Add(new(referral, Issued(patient, order)));
                events.Add(new(slot.Slot, new SlotReleased(ReleaseReason.NobodyFits, null, _policy, _now)));
                events.Add(new(slot.Slot, new SlotBooked(visit, _now)));
                events.Add(new(visit, new AppointmentBooked(
                    patient, slot.Slot, slot.Place.Place, Scope, SlotKind.FirstTime, slot.Start, report, null, referral,
                    [ContactKind.Mobile], ActorRole.Patient, Channel.Ikp, BookingOrigin.Public, null, null, _policy,
                    _now)));
                events.Add(new(report, Filed(patient, referral, order, AgeRange.Adult, null)));
                events.Add(new(referral, new ReferralHeld(slot.Place.Place, _now)));
                rows.Add(new(null, new LiveSlot(slot.Slot, slot.Place.Place, slot.Start, visit)));
                claims.Add(new(null, new LiveFirstTime(patient, Scope, visit)));
                booked.Add((visit, slot.Slot, patient));
            }

            Append(events, new InlineChanges(rows, claims, []));
        }

        return booked;
    }

    private IEnumerable<SlotRecord> Slots(SlotSource source, LocalDate? day, int count)
    {
        var first = _country.Mix.Today.PlusDays(_host.Policies[_policy].MinimumLeadDays);
        while (count > 0)
        {
            var some = day is { } one
                ? source.OfOneDay(one, count * 4)[0]
                : source.GivenBack(count * 4).Where(slot => slot.Scope == 0 && slot.Slot.Start.Date >= first)
                    .Select(slot => slot.Slot);
            foreach (var slot in some.Take(count))
            {
                count--;
                yield return slot;
            }
        }
    }

    // Both cores are busy: one writer makes events while the other has them written.
    private void Wait(int count)
    {
        var source = new EntrySource(_country.Mix, _session.Worlds.Wishes, 0, "host-entries");
        var left = source.Reported(count, firstNumber: 1).Chunk(EntriesPerAppend).ToArray();
        var done = 0;
        Workers.ForEach(left.Length, 2, part =>
        {
            var said = Interlocked.Add(ref done, left[part].Length);
            if (said % (EntriesPerAppend * 20) < EntriesPerAppend)
            {
                _session.At($"{Reporting.Figure.Count(said)} of {Reporting.Figure.Count(count)} wait");
            }

            Wait(left[part]);
            left[part] = [];
        });
    }

    private void Wait(WaitingRecord[] entries)
    {
        var events = new List<PlannedEvent>(entries.Length * 3);
        var rows = new List<Change<LiveEntry>>(entries.Length);
        var claims = new List<Change<LiveFirstTime>>(entries.Length);
        foreach (var entry in entries)
        {
            var patient = new PatientId(Ids.Derive("host-patient", $"{entry.Order.Number}"));
            var referral = new ReferralId(Ids.Derive("host-referral", $"{entry.Order.Number}"));
            events.Add(new(referral, Issued(patient, entry.Order)));
            events.Add(new(
                ReportId.Of(patient, Scope), Filed(patient, referral, entry.Order, entry.Ages, entry.Criteria)));
            events.Add(new(entry.Entry, new EntryPlaced(
                patient, Scope, ReportId.Of(patient, Scope), referral, entry.Order, entry.Criteria, entry.Ages, [],
                PlacedBecause.Joined, _policy, _now)));
            rows.Add(new(null, new LiveEntry(entry.Entry, null)));
            claims.Add(new(null, new LiveFirstTime(patient, Scope, entry.Entry)));
        }

        Append(events, new InlineChanges([], claims, rows));
    }

    private List<PlannedEvent> Places()
    {
        var events = new List<PlannedEvent>();
        foreach (var clinic in _country.Clinics.Where(clinic => clinic.Scope == 0))
        {
            var place = clinic.Record.Place;
            events.Add(new(place, new ServicePlaceRegistered(
                $"P-{place}"[..12], clinic.Record.Area, clinic.Record.Location, [Scope], _now)));
            events.Add(new(place, new ServicePlaceActivated(_now)));
        }

        return events;
    }

    private ReferralIssued Issued(PatientId patient, OrderKey order) =>
        new(
            patient, Scope, ReferralForm.Electronic,
            order.Class == AllocationClass.Urgent ? MedicalCategory.Urgent : MedicalCategory.Stable, null, _now);

    private ReportFiled Filed(
        PatientId patient, ReferralId referral, OrderKey order, AgeRange ages, Criteria? criteria) =>
        new(
            patient, Scope, order, order.Since, null,
            order.Class == AllocationClass.Urgent ? MedicalCategory.Urgent : MedicalCategory.Stable, null, null,
            referral, [ContactKind.Mobile, ContactKind.Email], ages, criteria, _policy, _now);

    private SlotPublished Published(SlotRecord slot) =>
        new(
            slot.Place.Place, Scope, SlotKind.FirstTime, slot.Mode, slot.Start, 15, slot.Practitioner, slot.Ages, _now);

    private static Change<LiveSlot> Free(SlotRecord slot) =>
        new(null, new LiveSlot(slot.Slot, slot.Place.Place, slot.Start, null));

    private void Append(IReadOnlyList<PlannedEvent> events, IEnumerable<Change<LiveSlot>>? slots = null) =>
        Append(events, new InlineChanges([.. slots ?? []], [], []));

    private void Append(IReadOnlyList<PlannedEvent> events, InlineChanges inline)
    {
        var appended = _host.Store.Append(
            new AppendRequest
            {
                Read = [.. events.Select(each => each.Stream).Distinct().Select(stream => new StreamRead(stream, 0))],
                Events = events,
                Inline = inline,
            },
            null, _session.Stop).GetAwaiter().GetResult();
        if (appended.Status != AppendStatus.Appended)
        {
            throw new InvalidOperationException($"The world was {appended.Status}.");
        }
    }
}
