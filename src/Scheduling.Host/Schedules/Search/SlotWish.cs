using System.Security.Cryptography;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Schedules.Search;

/// <summary>In which order open slots are shown.</summary>
internal enum SlotSort
{
    /// <summary>The earliest first; of several the one with the lower identity.</summary>
    Start,

    /// <summary>The nearest place first, and there the earliest.</summary>
    Distance,
}

/// <summary>What somebody looks for among the open slots of a scope.</summary>
/// <param name="Criteria">As the waiting room takes them, and meant in the same way.</param>
/// <param name="Ages">The age of whom the visit is for; nothing looks at all slots.</param>
/// <param name="Near">Where distances are counted from.</param>
internal sealed record SlotWish(
    ScopeCode Scope, Criteria Criteria, AgeRange? Ages = null, GeoPoint? Near = null, SlotSort Sort = SlotSort.Start)
{
    /// <summary>Equal for equal wishes: a cursor is good for the wish that it came with only.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(this)))[..MarkDigits];

    private const int MarkDigits = 16;
}

/// <summary>When somebody looks, and up to which day slots may be booked then.</summary>
/// <param name="Through">The last day of the window, included.</param>
internal readonly record struct SearchMoment(Instant Now, LocalDate Through);

/// <summary>A slot that whoever looked for it may book.</summary>
/// <param name="Provider">The provider whose place it is.</param>
/// <param name="Area">The gmina of the place.</param>
/// <param name="Start">Local time in Poland.</param>
/// <param name="Ages">Whom it takes; nothing means everybody.</param>
/// <param name="Metres">How far the place is from where somebody looked.</param>
internal sealed record OpenSlot(
    SlotId Slot, PlaceId Place, string Provider, TerytCode Area, GeoPoint Location, LocalDateTime Start, int Minutes,
    VisitMode Mode, PractitionerId? Practitioner, AgeRange? Ages, int? Metres);

/// <summary>Some of the slots that were looked for.</summary>
/// <param name="Next">
/// Where to go on; nothing when there are no more. A page may be short, or empty, and not be the last: no request looks
/// at more than so many slots.
/// </param>
internal sealed record SlotPage(IReadOnlyList<OpenSlot> Slots, SlotCursor? Next);
