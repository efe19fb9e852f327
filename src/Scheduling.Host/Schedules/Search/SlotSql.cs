namespace Scheduling.Host.Schedules.Search;

/// <summary>
/// The statements of the search. Each walks along an index in the order of the answer, looks at no more than a budget
/// of slots, and shows of these the ones that fit; the last one that the budget allows is shown in any case, so that
/// whoever asked knows up to where was looked.
/// </summary>
internal static class SlotSql
{
    // $1 the scope; $2 the budget; $3 so many rows at most; $4 mode; $5 practitioner; $6 days; $7 hours; $8 and $9
    // ages; $10 places, or nothing for all.
    private const string Fits = """
        (p.status = 'active' and (p.contract_ends is null or s.starts_at < p.contract_ends)
            and ($4::varchar is null or s.mode = $4)
            and ($5::varchar is null or s.practitioner is not distinct from $5)
            and ($6::integer is null or ($6 >> (extract(isodow from s.starts_at)::integer - 1)) & 1 = 1)
            and ($7::integer is null or ($7 >> extract(hour from s.starts_at)::integer) & 1 = 1)
            and ($8::integer is null or s.ages_from is null or (s.ages_from <= $8 and $9 <= s.ages_to))
            and ($10::uuid[] is null or s.place in (select unnest($10))))
        """;

    private const string Slots = $"""
        select s.slot, s.place, p.provider_code, p.area, p.latitude_e5, p.longitude_e5, s.starts_at, s.minutes,
            s.mode, s.practitioner, s.ages_from, s.ages_to, {Fits} as fits,
            row_number() over in_order as nth, lead(s.slot) over in_order as following
        from read.slot s join read.place p on p.place = s.place
        where s.scope = $1 and s.state = 'open'
        """;

    /// <summary>
    /// Along the starts of a scope. $11 and $12: after this one; $13: before this start. The last slot is always shown,
    /// so that who asked knows how many were looked at.
    /// </summary>
    public const string AlongStarts = $"""
        select * from (
            {Slots} and (s.starts_at, s.slot) > ($11, $12) and s.starts_at < $13
            window in_order as (order by s.starts_at, s.slot)
            order by s.starts_at, s.slot limit $2) as looked
        where fits or nth = $2 or following is null
        order by starts_at, slot limit $3
        """;

    // $11, $12 and $13: places, and after which slot of each; $14: before this start.
    private const string OfPlaces = $"""
        select found.* from unnest($11, $12, $13) with ordinality as r (place, after, slot, place_nth)
        cross join lateral (
            select * from (
                {Slots} and s.place = r.place and (s.starts_at, s.slot) > (r.after, r.slot) and s.starts_at < $14
                window in_order as (order by s.starts_at, s.slot)
                order by s.starts_at, s.slot limit $2) as looked
            where fits or nth = $2
            order by starts_at, slot limit $3) as found
        """;

    /// <summary>Of a few places, in the order of starts.</summary>
    public const string OfPlacesByStart = $"{OfPlaces} order by found.starts_at, found.slot limit $3";

    /// <summary>Of places one after the other.</summary>
    public const string OfPlacesInOrder = $"{OfPlaces} order by r.place_nth, found.starts_at, found.slot limit $3";
}
