using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// A hash of what a matcher holds, whatever holds it: equal content, equal hash. Twins, restarts and rollbacks are
/// compared by it.
/// </summary>
public static class StateHash
{
    /// <summary>SHA-256, in lower-case digits, of the waiting entries and open slots, each in its order.</summary>
    public static string Of(IOrderBook book)
    {
        using var text = new Canonical();
        text.Put(book.Waiting.Count);
        foreach (var entry in book.Waiting.Order(Comparer<WaitingRecord>.Create(Precedence.Compare)))
        {
            Put(text, entry);
        }

        text.Put(book.OpenSlots.Count);
        foreach (var slot in book.OpenSlots.OrderBy(slot => slot.Order))
        {
            Put(text, slot);
        }

        return text.Finish();
    }

    /// <summary>The same of all that a feed knows: order book, free slots, and the work that is left.</summary>
    public static string Of(MatcherFeed feed)
    {
        using var text = new Canonical();
        text.Put(Of(feed.Book));
        text.Put(feed.WindowThrough);
        text.Put(feed.SweptThrough);
        text.Put(feed.WaitingRoom);
        text.Put(feed.MinimumLeadDays);
        foreach (var slot in feed.Slots.All)
        {
            Put(text, slot.Record);
            text.Put(slot.Standing.Released);
            text.Put(slot.Standing.InBook);
            text.Put(feed.IsDue(slot));
        }

        foreach (var work in feed.WorkLeft())
        {
            text.Put(work.Position);
            text.Put((int)work.Kind);
            text.Put(work.Slot?.Record.Slot.Value ?? default);
            text.Put(work.Entry.Value);
            text.Put(work.Kind == WorkKind.Sweep ? work.Through : null);
        }

        return text.Finish();
    }

    private static void Put(Canonical text, WaitingRecord entry)
    {
        text.Put(entry.Entry.Value);
        text.Put((int)entry.Order.Class);
        var since = entry.Order.Since - NodaConstants.UnixEpoch;
        text.Put(since.Days);
        text.Put(since.NanosecondOfDay);
        text.Put(entry.Order.Number);
        text.Put(entry.Ages.From);
        text.Put(entry.Ages.To);
        Put(text, entry.Criteria);
        PutAll<SlotId>(text, entry.LeftSlots, slot => text.Put(slot.Value));
    }

    private static void Put(Canonical text, Criteria wish)
    {
        PutAll(text, wish.Place?.Areas, area => text.Put(area.Value));
        PutAll(text, wish.Place?.Places, place => text.Put(place.Value));
        if (text.Has(wish.Place?.Circle))
        {
            Put(text, wish.Place!.Circle!.Centre);
            text.Put(wish.Place.Circle.RadiusKm);
        }

        text.Put(wish.Practitioner?.Value);
        text.Put(wish.From);
        text.Put(wish.To);
        text.Put(wish.Days?.Mask ?? -1);
        text.Put(wish.Hours?.Mask ?? -1);
        text.Put((int?)wish.Mode ?? -1);
        text.Put(wish.MinimumNoticeDays ?? -1);
    }

    private static void Put(Canonical text, SlotRecord slot)
    {
        text.Put(slot.Slot.Value);
        text.Put(slot.Place.Place.Value);
        text.Put(slot.Place.Area.Value);
        Put(text, slot.Place.Location);
        text.Put((int)slot.Mode);
        text.Put(slot.Start.Date);
        text.Put(slot.Start.NanosecondOfDay);
        text.Put(slot.Practitioner?.Value);
        text.Put(slot.Ages?.From ?? -1);
        text.Put(slot.Ages?.To ?? -1);
    }

    private static void Put(Canonical text, GeoPoint point)
    {
        text.Put(point.LatitudeE5);
        text.Put(point.LongitudeE5);
    }

    private static void PutAll<T>(Canonical text, ValueList<T>? items, Action<T> put)
    {
        text.Put(items?.Count ?? -1);
        foreach (var item in items ?? [])
        {
            put(item);
        }
    }

    /// <summary>Bytes without ambiguity: numbers have a fixed width, texts their length before them.</summary>
    private sealed class Canonical : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Put(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            _hash.AppendData(bytes);
        }

        public void Put(bool flag) => Put(flag ? 1 : 0);

        public void Put(LocalDate? date) =>
            Put(date is { } day ? (((day.Year * 100L) + day.Month) * 100) + day.Day : long.MinValue);

        public void Put(Guid identity)
        {
            Span<byte> bytes = stackalloc byte[16];
            identity.TryWriteBytes(bytes);
            _hash.AppendData(bytes);
        }

        public void Put(string? text)
        {
            Put(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
            _hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
        }

        public bool Has(object? part)
        {
            Put(part is not null);
            return part is not null;
        }

        public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public void Dispose() => _hash.Dispose();
    }
}
