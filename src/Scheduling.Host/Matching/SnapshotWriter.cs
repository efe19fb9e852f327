using System.Text;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Host.Matching;

/// <summary>
/// Writes what a matcher knows as chunks of bytes. Texts, wishes and places stand once and are named by their number;
/// what a chunk names stands in it or before it.
/// </summary>
internal sealed class SnapshotWriter
{
    /// <summary>A chunk ends with the record that reaches this.</summary>
    internal const int ChunkBytes = 4 << 20;

    private const int RecordBytesMax = 64 << 10;

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<Criteria, int> _wishes = [];
    private readonly Dictionary<PlaceRecord, int> _places = [];
    private readonly List<byte[]> _chunks = [];
    private byte[] _bytes = new byte[ChunkBytes + RecordBytesMax];
    private int _at;

    private SnapshotWriter() { }

    /// <summary>The chunks of a state. Who waits stands in rank order, so that it is quickly put back.</summary>
    public static IReadOnlyList<byte[]> Write(FeedState state)
    {
        var writer = new SnapshotWriter();
        writer.WriteAll(state);
        return writer._chunks;
    }

    private void WriteAll(FeedState state)
    {
        Put(state.Position);
        Put(state.WindowThrough);
        Put(state.SweptThrough);
        Put(state.WaitingRoom ? 1 : 0);
        Put(state.MinimumLeadDays);
        PutAll(state.Places, place =>
        {
            Put(place.Place.Value);
            Put(place.Active ? 1 : 0);
            Put(place.ContractEnds);
        });
        PutAll(
            state.Entries.OrderBy(entry => entry.Entry.Order),
            state.Entries.Count, Put);
        PutAll(state.Slots, Put);
        PutAll(state.Work, work =>
        {
            Put(work.Position);
            Put(work.Slot?.Value);
            Put(work.Entry?.Value);
            Put(work.Through);
        });
        EndChunk();
    }

    private void Put(FeedEntry of)
    {
        var (entry, queuedAt) = of;
        Put(entry.Entry.Value);
        Put((int)entry.Order.Class);
        Put(entry.Order.Since);
        Put(entry.Order.Number);
        Put(entry.Ages.From);
        Put(entry.Ages.To);
        PutWish(entry.Criteria);
        Put(entry.LeftSlots.Count);
        foreach (var slot in entry.LeftSlots)
        {
            Put(slot.Value);
        }

        Put(queuedAt);
    }

    private void Put(FeedSlot of)
    {
        var (slot, released, inBook, queuedAt) = of;
        Put(slot.Slot.Value);
        PutPlace(slot.Place);
        Put((int)slot.Mode);
        Put(slot.Start.Date);
        Put(slot.Start.NanosecondOfDay);
        Put(slot.Practitioner?.Value);
        Put(slot.Ages?.From);
        Put(slot.Ages?.To);
        Put(released ? 1 : 0);
        Put(inBook ? 1 : 0);
        Put(queuedAt);
    }

    // The first time it stands behind its number.
    private void PutWish(Criteria wish)
    {
        if (!IsFirst(_wishes, wish))
        {
            return;
        }

        PutList(wish.Place?.Areas, area => Put(area.Value));
        PutList(wish.Place?.Places, place => Put(place.Value));
        Put(wish.Place?.Circle?.RadiusKm);
        if (wish.Place?.Circle is { } circle)
        {
            Put(circle.Centre.LatitudeE5);
            Put(circle.Centre.LongitudeE5);
        }

        Put(wish.Practitioner?.Value);
        Put(wish.From);
        Put(wish.To);
        Put(wish.Days?.Mask);
        Put(wish.Hours?.Mask);
        Put((int?)wish.Mode);
        Put(wish.MinimumNoticeDays);
    }

    private void PutPlace(PlaceRecord place)
    {
        if (IsFirst(_places, place))
        {
            Put(place.Place.Value);
            Put(place.Area.Value);
            Put(place.Location.LatitudeE5);
            Put(place.Location.LongitudeE5);
        }
    }

    private bool IsFirst<T>(Dictionary<T, int> known, T value)
        where T : notnull
    {
        if (known.TryGetValue(value, out var number))
        {
            Put(number);
            return false;
        }

        Put(known.Count);
        known.Add(value, known.Count);
        return true;
    }

    private void PutList<T>(ValueList<T>? items, Action<T> put)
    {
        Put(items?.Count);
        foreach (var item in items ?? [])
        {
            put(item);
        }
    }

    private void PutAll<T>(IReadOnlyCollection<T> items, Action<T> put) => PutAll(items, items.Count, put);

    private void PutAll<T>(IEnumerable<T> items, int count, Action<T> put)
    {
        Put(count);
        foreach (var item in items)
        {
            put(item);
            if (_at >= ChunkBytes)
            {
                EndChunk();
            }
        }
    }

    private void EndChunk()
    {
        _chunks.Add(_bytes[.._at]);
        _at = 0;
    }

    private void Put(string? text)
    {
        if (text is null)
        {
            Put(-1);
        }
        else if (IsFirst(_texts, text))
        {
            var length = Encoding.UTF8.GetByteCount(text);
            Put(length);
            Reserve(length);
            _at += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_at));
        }
    }

    private void Put(Instant instant)
    {
        var since = instant - NodaConstants.UnixEpoch;
        Put(since.Days);
        Put(since.NanosecondOfDay);
    }

    private void Put(LocalDate? date) => Put(date is { } day ? Day(day) : null);

    private void Put(Guid? identity)
    {
        Put(identity is null ? 0 : 1);
        if (identity is { } value)
        {
            Put(value);
        }
    }

    private void Put(Guid identity)
    {
        Reserve(16);
        identity.TryWriteBytes(_bytes.AsSpan(_at));
        _at += 16;
    }

    // Nothing is zero, and every number one more than it would be.
    private void Put(long? number) => PutBits(number is { } value ? Zigzag(value) + 1 : 0);

    private void Put(long number) => PutBits(Zigzag(number));

    // The sign at the end, so that small numbers are short on either side of zero.
    private static ulong Zigzag(long number) => unchecked((ulong)((number << 1) ^ (number >> 63)));

    // Seven bits a byte, the least first.
    private void PutBits(ulong bits)
    {
        Reserve(10);
        for (; bits >= 0x80; bits >>= 7)
        {
            _bytes[_at++] = unchecked((byte)(bits | 0x80));
        }

        _bytes[_at++] = (byte)bits;
    }

    private void Reserve(int more)
    {
        if (_at + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _at + more));
        }
    }

    private static long Day(LocalDate day) => Period.DaysBetween(SnapshotReader.DayZero, day);
}
