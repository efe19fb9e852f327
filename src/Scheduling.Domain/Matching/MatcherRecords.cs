using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>What the matcher knows of a service place.</summary>
/// <param name="Area">The gmina.</param>
public sealed record PlaceRecord(PlaceId Place, TerytCode Area, GeoPoint Location);

/// <summary>What the matcher knows of a waiting entry of its scope.</summary>
/// <param name="Ages">The patient's age band.</param>
/// <param name="LeftSlots">Slots that appointments of the same report have left.</param>
public sealed record WaitingRecord(
    EntryId Entry, OrderKey Order, Criteria Criteria, AgeRange Ages, ValueList<SlotId> LeftSlots);

/// <summary>What the matcher knows of a first-time slot of its scope.</summary>
/// <param name="Ages">Whom it takes; nothing means everybody.</param>
public sealed record SlotRecord(
    SlotId Slot, PlaceRecord Place, VisitMode Mode, LocalDateTime Start, PractitionerId? Practitioner, AgeRange? Ages)
{
    public SlotOrder Order => new(Start, Place.Area, Place.Place, Slot);
}

/// <summary>The day on which is matched.</summary>
/// <param name="Today">The local date in Poland.</param>
/// <param name="WindowThrough">The last day of the booking window, included.</param>
/// <param name="MinimumLeadDays">Calendar days below which no slot is offered to the list.</param>
public readonly record struct MatchDay(LocalDate Today, LocalDate WindowThrough, int MinimumLeadDays);
