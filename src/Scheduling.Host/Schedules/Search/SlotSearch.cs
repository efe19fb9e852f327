using Npgsql;
using NpgsqlTypes;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Schedules.Search;

/// <summary>
/// Open slots by the criteria of the waiting room, from the read model: a moment behind the log. What a slot must be to
/// be open is states.md §5; whether it fits is <c>Eligibility</c>, which a test holds against it.
/// </summary>
internal sealed class SlotSearch(NpgsqlDataSource source)
{
    private static readonly LocalDateTime EndOfTime = LocalDate.MaxIsoValue.AtMidnight();

    private readonly PlaceFinder _places = new(source);

    /// <summary>Slots that one statement looks at, at most: more would take longer than anybody waits.</summary>
    public int Budget { get; init; } = 5_000;

    /// <summary>
    /// From so many places on it is quicker to walk along the slots of all places and leave out the others.
    /// </summary>
    public int FewPlaces { get; init; } = 100;

    /// <summary>In order of distance so many places are asked at first; then more at once, up to as many as are
    /// few.</summary>
    public int FirstPlaces { get; init; } = 16;

    /// <summary>In order of distance so many times places are asked for one page.</summary>
    public int Steps { get; init; } = 8;

    /// <summary>A page of open slots.</summary>
    /// <param name="after">Where the page before ended.</param>
    public async Task<SlotPage> Find(
        SlotWish wish, SearchMoment moment, int most, SlotCursor? after, CancellationToken stop = default)
    {
        var span = SlotSpan.Of(wish.Criteria, moment);
        if (span.IsEmpty)
        {
            return new SlotPage([], null);
        }

        if (wish.Sort == SlotSort.Distance)
        {
            return await ByDistance(wish, span, most, after, stop);
        }

        span = after is { } done ? span.From((done.Start, done.Slot.Value)) : span;
        var isAnywhere = wish.Criteria is { Place: null, Practitioner: null };
        var places = isAnywhere ? null : await _places.For(wish, stop);
        return places is { Count: var count } && count <= FewPlaces
            ? await OfFew(wish, span, most, places, stop)
            : await Along(wish, span, most, places, stop);
    }

    // Along the starts of the scope, one stretch of days after the other.
    private async Task<SlotPage> Along(
        SlotWish wish, SlotSpan span, int most, IReadOnlyList<NearPlace>? places, CancellationToken stop)
    {
        var page = new PageMaker(wish, most);
        var left = Budget;
        foreach (var part in span.On(wish.Criteria.Days, wish.Criteria.Hours))
        {
            await using var command = Prepare(SlotSql.AlongStarts, wish, part.Before, left, most + 1 - page.Count);
            command.Parameters.Add(new() { Value = StoredTime.Of(part.After.Start) });
            command.Parameters.Add(new() { Value = part.After.Slot });
            command.Parameters.Add(Optional(
                NpgsqlDbType.Array | NpgsqlDbType.Uuid, places?.Select(place => place.Place.Value).ToArray()));
            left -= await page.Take(command, left, stop);
            if (page.IsFull)
            {
                break;
            }
        }

        return page.ToPage(null);
    }

    private async Task<SlotPage> OfFew(
        SlotWish wish, SlotSpan span, int most, IReadOnlyList<NearPlace> places, CancellationToken stop)
    {
        var page = new PageMaker(wish, most);
        if (places.Count > 0)
        {
            var budget = Math.Max(1, Budget / places.Count);
            await using var command = Prepare(SlotSql.OfPlacesByStart, wish, span.Before, budget, most + 1);
            AddPlaces(command, places, _ => span.After);
            await page.Take(command, budget, stop);
        }

        return page.ToPage(null);
    }

    // The next places are asked when those before them have not filled the page.
    private async Task<SlotPage> ByDistance(
        SlotWish wish, SlotSpan span, int most, SlotCursor? after, CancellationToken stop)
    {
        var page = new PageMaker(wish, most);
        var places = await _places.For(wish, stop);
        var done = after is { Metres: { } metres, Place: { } last }
            ? places.TakeWhile(each =>
                (each.Metres, each.Place).CompareTo((metres, last)) < (after.Start == EndOfTime ? 1 : 0)).Count()
            : 0;
        for (var (step, many) = (0, FirstPlaces); step < Steps && done < places.Count && !page.IsFull; step++)
        {
            var next = places.Skip(done).Take(many).ToList();
            var budget = Math.Max(1, Budget / next.Count);
            await using var command = Prepare(
                SlotSql.OfPlacesInOrder, wish, span.Before, budget, most + 1 - page.Count);
            AddPlaces(
                command, next,
                each => each.Place == after?.Place ? span.From((after.Start, after.Slot.Value)).After : span.After);
            await page.Take(command, budget, stop);
            done += next.Count;
            many = Math.Min(many * 4, Math.Max(FewPlaces, FirstPlaces));
        }

        return page.ToPage(done < places.Count ? AllOf(wish, places[done - 1]) : null);
    }

    private static SlotCursor AllOf(SlotWish wish, NearPlace place) =>
        new(wish.Mark, EndOfTime, new SlotId(Guid.AllBitsSet), place.Metres, place.Place);

    private NpgsqlCommand Prepare(string sql, SlotWish wish, LocalDateTime before, int budget, int rows)
    {
        var (criteria, ages) = (wish.Criteria, wish.Ages);
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = wish.Scope.Value });
        command.Parameters.Add(Sql.Int(budget));
        command.Parameters.Add(Sql.Int(rows));
        command.Parameters.Add(
            Optional(NpgsqlDbType.Varchar, criteria.Mode is { } mode ? EnumText.Of(mode) : null));
        command.Parameters.Add(Optional(NpgsqlDbType.Varchar, criteria.Practitioner?.Value));
        command.Parameters.Add(Optional(NpgsqlDbType.Integer, criteria.Days?.Mask));
        command.Parameters.Add(Optional(NpgsqlDbType.Integer, criteria.Hours?.Mask));
        command.Parameters.Add(Optional(NpgsqlDbType.Integer, ages?.From));
        command.Parameters.Add(Optional(NpgsqlDbType.Integer, ages?.To));
        command.Parameters.Add(new() { Value = StoredTime.Of(before) });
        return command;
    }

    private static void AddPlaces(
        NpgsqlCommand command, IReadOnlyList<NearPlace> places,
        Func<NearPlace, (LocalDateTime Start, Guid Slot)> after)
    {
        command.Parameters.Add(Sql.Uuids(places.Select(place => place.Place.Value)));
        command.Parameters.Add(Sql.Locals(places.Select(place => StoredTime.Of(after(place).Start))));
        command.Parameters.Add(Sql.Uuids(places.Select(place => after(place).Slot)));
        command.Parameters.Add(new()
        {
            Value = places.Select(place => place.EndsOn?.ToDateOnly()).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date,
        });
    }

    private static NpgsqlParameter Optional(NpgsqlDbType type, object? value) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    /// <summary>Gathers a page from what statements show.</summary>
    private sealed class PageMaker(SlotWish wish, int most)
    {
        private const int Nth = 8;
        private const int Fits = 9;

        private readonly List<OpenSlot> _slots = [];
        private readonly GeoPoint? _near = wish.Near ?? wish.Criteria.Place?.Circle?.Centre;
        private SlotCursor? _last;

        public int Count => _slots.Count;

        /// <summary>Whether nothing more is to be looked at for this page.</summary>
        public bool IsFull { get; private set; }

        /// <returns>How many slots were looked at along one line of them, as far as they were shown.</returns>
        public async Task<int> Take(NpgsqlCommand command, int budget, CancellationToken stop)
        {
            var looked = 0;
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (!IsFull && await reader.ReadAsync(stop))
            {
                var fits = reader.GetBoolean(Fits);
                if (fits && _slots.Count == most)
                {
                    IsFull = true;
                    return looked;
                }

                _last = CursorAt(reader);
                looked = (int)reader.GetInt64(Nth);
                IsFull = looked == budget;
                if (fits)
                {
                    _slots.Add(SlotAt(reader));
                }
            }

            return looked;
        }

        /// <param name="otherwise">Where to go on when all that was asked for was looked at.</param>
        public SlotPage ToPage(SlotCursor? otherwise) => new(_slots, IsFull ? _last : otherwise);

        private SlotCursor CursorAt(NpgsqlDataReader reader)
        {
            var cursor = new SlotCursor(wish.Mark, StartAt(reader), new SlotId(reader.GetGuid(0)));
            return wish.Sort == SlotSort.Distance
                ? cursor with { Metres = MetresTo(reader), Place = new PlaceId(reader.GetGuid(1)) }
                : cursor;
        }

        private OpenSlot SlotAt(NpgsqlDataReader reader) =>
            new(
                new SlotId(reader.GetGuid(0)), new PlaceId(reader.GetGuid(1)), reader.GetString(10),
                TerytCode.Parse(reader.GetString(11)), LocationAt(reader), StartAt(reader), reader.GetInt32(3),
                StoredName.Read<VisitMode>(reader.GetString(4)),
                reader.IsDBNull(5) ? null : new PractitionerId(reader.GetString(5)),
                reader.IsDBNull(6) ? null : new AgeRange(reader.GetInt16(6), reader.GetInt16(7)), MetresTo(reader));

        private int? MetresTo(NpgsqlDataReader reader) => _near?.MetresTo(LocationAt(reader));

        private static LocalDateTime StartAt(NpgsqlDataReader reader) =>
            LocalDateTime.FromDateTime(reader.GetDateTime(2));

        private static GeoPoint LocationAt(NpgsqlDataReader reader) => new(reader.GetInt32(12), reader.GetInt32(13));
    }
}
