using NodaTime;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Forecasts;
using Scheduling.Domain.Matching;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Steps;

/// <summary>What is true now, asked of the engine's log.</summary>
/// <param name="firstScope">The scope of what names none.</param>
internal sealed class StepFacts(Engine engine, PolicyShelf policies, StepLedger ledger, ScopeCode firstScope)
{
    public Instant Now => engine.Now;

    public LocalDateTime LocalNow => engine.LocalNow;

    public LocalDate Today => engine.LocalNow.Date;

    public long Head => engine.Log.Head;

    public StreamState StateOf(StreamId stream) => engine.Log.StateOf(stream);

    /// <summary>Work that is still to be done, in order.</summary>
    public IEnumerable<Due> Due => engine.Due.All;

    /// <summary>The newest policy of an identity that is valid today.</summary>
    public PolicyRef Newest(string id) => policies.Newest(id, Today);

    public BookingWindow.Opened? WindowOf(ScopeCode scope) =>
        StateOf(StreamId.WindowOf(scope)) as BookingWindow.Opened;

    /// <summary>The policy that decides a scope; nothing before the scope is open.</summary>
    public SchedulingPolicy? PolicyOf(ScopeCode scope) =>
        WindowOf(scope)?.Policy is { } adopted ? policies.ByReference[adopted] : null;

    /// <summary>What was published of a slot; nothing while nothing was.</summary>
    public SlotEvent.SlotPublished? OfferOf(SlotId slot) => ((Slot)StateOf(slot)).Published;

    public ScopeCode ScopeOf(SlotId slot) => OfferOf(slot)?.Scope ?? firstScope;

    public LocalDateTime? StartOf(SlotId slot) => OfferOf(slot)?.Start;

    public Appointment AppointmentOf(AppointmentId id) => (Appointment)StateOf(id);

    /// <summary>The patient's appointments of a kind in the order of booking.</summary>
    public IEnumerable<AppointmentId> AppointmentsOf(PatientId patient, SlotKind kind, ScopeCode? scope = null) =>
        ledger.AppointmentsOf(patient).Where(id =>
            AppointmentOf(id).Made is { } made && made.Kind == kind && (scope is null || made.Scope == scope));

    /// <summary>The live appointment of a kind, else the last; nothing when there never was one.</summary>
    public AppointmentId? LiveOrLast(PatientId patient, SlotKind kind, ScopeCode? scope = null)
    {
        var all = AppointmentsOf(patient, kind, scope).ToList();
        var live = all.FindLastIndex(id => IsLive(AppointmentOf(id)));
        return live >= 0 ? all[live] : all.Count > 0 ? all[^1] : null;
    }

    /// <summary>Those who wait in a scope, the first in its order first.</summary>
    public IReadOnlyList<(EntryId Entry, WaitingTerms Terms)> WaitingIn(ScopeCode scope) =>
    [
        .. ledger.EntriesOf(scope)
            .Select(id => (Entry: id, State: StateOf(id) as WaitingEntry.Waiting))
            .Where(entry => entry.State is not null)
            .Select(entry => (entry.Entry, entry.State!.Terms))
            .OrderBy(entry => entry.Terms.Order),
    ];

    /// <summary>Days that an entry may still wait, as the law reckons them; nothing when nobody can say.</summary>
    public int? ForecastFor(EntryId entry, ScopeCode scope, IEnumerable<PlaceId> places) =>
        PolicyOf(scope) is { } policy
            ? WaitForecast.DaysFor(
                entry,
                WaitingIn(scope).Select(each => new WaitingRecord(
                    each.Entry, each.Terms.Order, each.Terms.Criteria, each.Terms.Placed.Ages, each.Terms.LeftSlots)),
                places.SelectMany(place => FreeAt(place, scope)), Today, policy.MinimumLeadDays)
            : null;

    // Only what others see: a place that is not active offers nothing.
    private IEnumerable<SlotRecord> FreeAt(PlaceId id, ScopeCode scope) =>
        from slot in engine.Slots.From(id, LocalNow)
        let free = StateOf(slot.Slot) as Slot.Free
        where free is { Offer.Kind: SlotKind.FirstTime } && free.Offer.Scope == scope
        let place = StateOf(id) as ServicePlace.Known
        where place is not null && place.IsActiveOn(slot.Start.Date)
        select new SlotRecord(
            slot.Slot, new PlaceRecord(id, place.Registration.Area, place.Registration.Location), free.Offer.Mode,
            slot.Start, free.Offer.Practitioner, free.Offer.Ages);

    /// <summary>A visit that has a date, or one that was missed and nobody knows yet by whose fault.</summary>
    public static bool IsLive(Appointment appointment) =>
        appointment is Appointment.Booked or Appointment.Missed { Fault: Fault.Undetermined };
}
