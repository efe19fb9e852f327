using System.Text;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Host.Matching;

/// <summary>Reads what <see cref="SnapshotWriter"/> has written.</summary>
internal sealed class SnapshotReader
{
    /// <summary>From which days are counted.</summary>
    internal static readonly LocalDate DayZero = new(2000, 1, 1);

    private readonly IReadOnlyList<byte[]> _chunks;
    private readonly List<string> _texts = [];
    private readonly List<Criteria> _wishes = [];
    private readonly List<PlaceRecord> _places = [];
    private readonly Dictionary<string, TerytCode> _areas = new(StringComparer.Ordinal);
    private byte[] _bytes = [];
    private int _next;
    private int _at;

    private SnapshotReader(IReadOnlyList<byte[]> chunks) => _chunks = chunks;

    /// <exception cref="InvalidDataException">The bytes are no state.</exception>
    public static FeedState Read(IReadOnlyList<byte[]> chunks)
    {
        try
        {
            return new SnapshotReader(chunks).State();
        }
        catch (Exception wrong) when (
            wrong is IndexOutOfRangeException or InvalidOperationException or ArgumentException or FormatException
                or OverflowException)
        {
            throw new InvalidDataException("The bytes are no state of a matcher.", wrong);
        }
    }

    // What is written one after the other is read so, and only then put together.
    private FeedState State()
    {
        var (position, windowThrough, sweptThrough) = (Number(), MaybeDay(), MaybeDay());
        var (waitingRoom, minimumLeadDays) = (Flag(), Int());
        var places = All(() => new FeedPlace(new PlaceId(Identity()), Flag(), MaybeDay()));
        var entries = All(Entry);
        var slots = All(Slot);
        var work = All(Work);
        return new FeedState(
            position, windowThrough, sweptThrough, waitingRoom, minimumLeadDays, entries, slots, places, work);
    }

    private FeedEntry Entry()
    {
        var id = new EntryId(Identity());
        var order = new OrderKey((AllocationClass)Int(), Moment(), Number());
        var ages = new AgeRange(Int(), Int());
        var wish = Wish();
        var left = ValueList.From(All(() => new SlotId(Identity())));
        return new FeedEntry(new WaitingRecord(id, order, wish, ages, left), MaybeNumber());
    }

    private FeedSlot Slot()
    {
        var (id, place, mode) = (new SlotId(Identity()), Place(), (VisitMode)Int());
        var start = MaybeDay()!.Value.At(LocalTime.FromNanosecondsSinceMidnight(Number()));
        PractitionerId? practitioner = MaybeText() is { } code ? new PractitionerId(code) : null;
        var (from, to) = (MaybeInt(), MaybeInt());
        AgeRange? ages = from is { } youngest && to is { } oldest ? new AgeRange(youngest, oldest) : null;
        return new FeedSlot(
            new SlotRecord(id, place, mode, start, practitioner, ages), Flag(), Flag(), MaybeNumber());
    }

    private FeedWork Work()
    {
        var position = Number();
        SlotId? slot = MaybeIdentity() is { } offered ? new SlotId(offered) : null;
        EntryId? entry = MaybeIdentity() is { } tried ? new EntryId(tried) : null;
        return new FeedWork(position, slot, entry, MaybeDay());
    }

    private Criteria Wish()
    {
        var number = Int();
        if (number < _wishes.Count)
        {
            return _wishes[number];
        }

        var areas = MaybeAll(() => Area(Text()));
        var places = MaybeAll(() => new PlaceId(Identity()));
        var circle = MaybeInt() is { } radius ? new Circle(new GeoPoint(Int(), Int()), radius) : null;
        var place = areas is null && places is null && circle is null ? null
            : new PlaceCriterion(areas, places, circle);
        PractitionerId? practitioner = MaybeText() is { } code ? new PractitionerId(code) : null;
        var (from, to) = (MaybeDay(), MaybeDay());
        DaySet? days = MaybeInt() is { } dayMask ? new DaySet(dayMask) : null;
        HourSet? hours = MaybeInt() is { } hourMask ? new HourSet(hourMask) : null;
        var mode = (VisitMode?)MaybeInt();
        var wish = new Criteria(place, practitioner, from, to, days, hours, mode, MaybeInt());
        _wishes.Add(wish);
        return wish;
    }

    private PlaceRecord Place()
    {
        var number = Int();
        if (number == _places.Count)
        {
            _places.Add(new PlaceRecord(new PlaceId(Identity()), Area(Text()), new GeoPoint(Int(), Int())));
        }

        return _places[number];
    }

    private TerytCode Area(string text)
    {
        if (!_areas.TryGetValue(text, out var area))
        {
            area = TerytCode.Parse(text);
            _areas.Add(text, area);
        }

        return area;
    }

    private T[] All<T>(Func<T> read)
    {
        var items = new T[Int()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read();
        }

        return items;
    }

    private ValueList<T>? MaybeAll<T>(Func<T> read)
    {
        if (MaybeInt() is not { } count)
        {
            return null;
        }

        var items = new T[count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read();
        }

        return ValueList.Of<T>(items);
    }

    private string Text() => MaybeText() ?? throw new FormatException("A text is missing.");

    private string? MaybeText()
    {
        var number = Int();
        if (number < 0)
        {
            return null;
        }

        if (number == _texts.Count)
        {
            var length = Int();
            _texts.Add(Encoding.UTF8.GetString(_bytes, _at, length));
            _at += length;
        }

        return _texts[number];
    }

    private bool Flag() => Number() == 1;

    private Instant Moment()
    {
        var days = Int();
        return NodaConstants.UnixEpoch + Duration.FromDays(days) + Duration.FromNanoseconds(Number());
    }

    private LocalDate? MaybeDay() => MaybeInt() is { } day ? DayZero.PlusDays(day) : null;

    private Guid? MaybeIdentity() => Flag() ? Identity() : null;

    private Guid Identity()
    {
        Continue();
        var identity = new Guid(_bytes.AsSpan(_at, 16));
        _at += 16;
        return identity;
    }

    private int Int() => checked((int)Number());

    private int? MaybeInt() => MaybeNumber() is { } number ? checked((int)number) : null;

    private long? MaybeNumber() => Bits() is var bits && bits > 0 ? Zigzag(bits - 1) : null;

    private long Number() => Zigzag(Bits());

    private static long Zigzag(ulong bits) => unchecked((long)(bits >> 1) ^ -(long)(bits & 1));

    private ulong Bits()
    {
        Continue();
        var (bits, shift) = (0UL, 0);
        byte part;
        do
        {
            part = _bytes[_at++];
            bits |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return bits;
    }

    private void Continue()
    {
        if (_at == _bytes.Length && _next < _chunks.Count)
        {
            (_bytes, _at) = (_chunks[_next++], 0);
        }
    }
}
