using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Host.Storage;

/// <summary>The row of <c>live_slot</c> that a slot has while it is free or taken.</summary>
public sealed record LiveSlot(SlotId Slot, PlaceId Place, LocalDateTime Start, AppointmentId? Appointment);

/// <summary>
/// The row of <c>live_first_time</c> that a live first appointment or a waiting entry has: there is one per patient and
/// scope.
/// </summary>
public sealed record LiveFirstTime(PatientId Patient, ScopeCode Scope, StreamId Holder);

/// <summary>The row of <c>live_entry</c> that an entry has while it waits, or has the slot it was given.</summary>
public sealed record LiveEntry(EntryId Entry, SlotId? Slot);

/// <summary>What a row was and what it is now; nothing where there was none or is none.</summary>
public readonly record struct Change<T>(T? Before, T? After)
    where T : class;

/// <summary>What an append changes in the inline tables, which stand behind the rules.</summary>
public sealed record InlineChanges(
    IReadOnlyList<Change<LiveSlot>> Slots,
    IReadOnlyList<Change<LiveFirstTime>> Claims,
    IReadOnlyList<Change<LiveEntry>> Entries)
{
    public static InlineChanges None { get; } = new([], [], []);

    public bool IsEmpty => Slots.Count == 0 && Claims.Count == 0 && Entries.Count == 0;

    /// <summary>The changes that follow from the states of the streams written, before and after.</summary>
    public static InlineChanges Between(
        IEnumerable<(StreamId Stream, StreamState Before, StreamState After)> written)
    {
        var slots = new List<Change<LiveSlot>>();
        var entries = new List<Change<LiveEntry>>();
        var claimsBefore = new Dictionary<(PatientId, ScopeCode), LiveFirstTime>();
        var claimsAfter = new Dictionary<(PatientId, ScopeCode), LiveFirstTime>();
        foreach (var (stream, before, after) in written)
        {
            Add(slots, SlotOf(stream, before), SlotOf(stream, after));
            Add(entries, EntryOf(stream, before), EntryOf(stream, after));
            Add(claimsBefore, ClaimOf(stream, before));
            Add(claimsAfter, ClaimOf(stream, after));
        }

        var claims = new List<Change<LiveFirstTime>>();
        foreach (var (key, claim) in claimsBefore)
        {
            Add(claims, claim, claimsAfter.GetValueOrDefault(key));
        }

        foreach (var (key, claim) in claimsAfter)
        {
            if (!claimsBefore.ContainsKey(key))
            {
                Add(claims, null, claim);
            }
        }

        return new InlineChanges(slots, claims, entries);
    }

    public static LiveSlot? SlotOf(StreamId stream, StreamState state) =>
        state switch
        {
            Slot.Free free => RowOf(stream, free.Offer, null),
            Slot.Taken taken => RowOf(stream, taken.Offer, taken.Appointment),
            _ => null,
        };

    public static LiveEntry? EntryOf(StreamId stream, StreamState state) =>
        state switch
        {
            WaitingEntry.Waiting => new LiveEntry(new EntryId(stream.Value), null),
            WaitingEntry.Assigned assigned => new LiveEntry(new EntryId(stream.Value), assigned.Slot),
            _ => null,
        };

    public static LiveFirstTime? ClaimOf(StreamId stream, StreamState state) =>
        state switch
        {
            WaitingEntry.Waiting { Terms.Placed: var placed } =>
                new LiveFirstTime(placed.Patient, placed.Scope, stream),
            Appointment.Booked { Booking: { Report: not null } booking } => ClaimOf(stream, booking),
            Appointment.Missed { Fault: Fault.Undetermined, Booking: { Report: not null } booking } =>
                ClaimOf(stream, booking),
            _ => null,
        };

    private static LiveFirstTime ClaimOf(StreamId stream, AppointmentEvent.AppointmentBooked booking) =>
        new(booking.Patient, booking.Scope, stream);

    private static LiveSlot RowOf(StreamId stream, SlotEvent.SlotPublished offer, AppointmentId? appointment) =>
        new(new SlotId(stream.Value), offer.Place, offer.Start, appointment);

    private static void Add<T>(List<Change<T>> changes, T? before, T? after)
        where T : class
    {
        if (!Equals(before, after))
        {
            changes.Add(new Change<T>(before, after));
        }
    }

    // Two claims of one append to one thing are a bug, and no row could hold both.
    private static void Add(Dictionary<(PatientId, ScopeCode), LiveFirstTime> claims, LiveFirstTime? claim)
    {
        if (claim is not null && !claims.TryAdd((claim.Patient, claim.Scope), claim))
        {
            var other = claims[(claim.Patient, claim.Scope)];
            throw new InvalidOperationException($"{other} and {claim} exclude each other.");
        }
    }
}
