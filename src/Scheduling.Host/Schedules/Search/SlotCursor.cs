using System.Buffers.Text;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Schedules.Search;

/// <summary>
/// Where a page ended: the last slot that was looked at, by what they are in order of. What comes and goes meanwhile
/// shifts nothing.
/// </summary>
/// <param name="Mark">Of the wish.</param>
/// <param name="Metres">How far its place is, in order of distance.</param>
/// <param name="Place">Its place, in order of distance.</param>
internal sealed record SlotCursor(
    string Mark, LocalDateTime Start, SlotId Slot, int? Metres = null, PlaceId? Place = null)
{
    /// <summary>Characters of a cursor at most.</summary>
    public const int LengthMax = 400;

    /// <summary>For whoever gets it a word without meaning.</summary>
    public string ToText() => Base64Url.EncodeToString(CanonicalJson.Write(this));

    /// <summary>Nothing for what was never handed out for this wish.</summary>
    public static SlotCursor? Read(string text, SlotWish wish)
    {
        try
        {
            return text.Length <= LengthMax
                && CanonicalJson.Read<SlotCursor>(Base64Url.DecodeFromChars(text)) is var cursor
                && cursor.Mark == wish.Mark
                && cursor.Metres.HasValue == (wish.Sort == SlotSort.Distance)
                && cursor.Place.HasValue == cursor.Metres.HasValue
                    ? cursor
                    : null;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }
}
