namespace Scheduling.Host.Schedules.Search;

/// <summary>
/// The statements of the search. Each walks along an index in the order of the answer, looks at no more than a budget
/// of slots, and shows of these the ones that fit; the last one that the budget allows is shown in any case, so that
/// whoever asked knows up to where was looked.
/// </summary>
internal static class SlotSql
{
    // $1 the scope; $2 the budget; $3 so many rows at most; $4 mode; $5 practitioner; $6 days; $7 hours; $8 and $9
    // ages; $10 before this start.
    private const string Wanted = """
        ($4::varchar is null or s.mode = $4) and ($5::varchar is null or s.practitioner is not distinct from $5)
            and ($6::integer is null or ($6 >> (extract(isodow from s.starts_at)::integer - 1)) & 1 = 1)
            and ($7::integer is null or ($7 >> extract(hour from s.starts_at)::integer) & 1 = 1)
            and ($8::integer is null or s.ages_from is null or (s.ages_from <= $8 and $9 <= s.ages_to))
        """;

    private const string Slot = """
        s.slot, s.place, s.starts_at, s.minutes, s.mode, s.practitioner, s.ages_from, s.ages_to,
            row_number() over in_order as nth
        """;

    private const string Shown = """
        found.slot, found.place, found.starts_at, found.minutes, found.mode, found.practitioner, found.ages_from,
            found.ages_to, found.nth, found.fits, p.provider_code, p.area, p.latitude_e5, p.longitude_e5
        """;

    // One place after the other by its key, and only of what is shown; all places are many.
    private const string Places =
        "left join lateral (select * from read.place each where each.place = found.place offset 0) as p on true";

    /// <summary>
    /// Along the starts of a scope. $11 and $12: after this one; $13: places, or nothing for all. The last slot of the
    /// stretch is always shown, so that who asked knows how many were looked at. The place is asked last: most slots
    /// that do not fit do so by themselves.
    /// </summary>
    public const string AlongStarts = $"""
        select {Shown} from (
            select * from (
                select {Slot}, lead(s.slot) over in_order as following,
                    {Wanted} and ($13::uuid[] is null or s.place in (select unnest($13))) and exists (
                        select from read.place p where p.place = s.place and p.status = 'active'
                            and (p.contract_ends is null or s.starts_at < p.contract_ends)) as fits
                from read.slot s
                where s.scope = $1 and s.state = 'open' and s.starts_at < $10
                    and (s.starts_at, s.slot) > ($11, $12)
                window in_order as (order by s.starts_at, s.slot)
                order by s.starts_at, s.slot limit $2) as looked
            where fits or nth = $2 or following is null
            order by starts_at, slot limit $3) as found
        {Places}
        order by found.starts_at, found.slot
        """;

    // $11 places; $12 and $13 after which slot of each; $14 the day on which the contract of each ends, if any.
    private const string OfPlaces = $"""
        select found.*, r.place_nth
        from unnest($11, $12, $13, $14) with ordinality as r (place, after, slot, ends, place_nth)
        cross join lateral (
            select * from (
                select {Slot}, {Wanted} and (r.ends is null or s.starts_at < r.ends) as fits
                from read.slot s
                where s.scope = $1 and s.place = r.place and s.state = 'open' and s.starts_at < $10
                    and (s.starts_at, s.slot) > (r.after, r.slot)
                window in_order as (order by s.starts_at, s.slot)
                order by s.starts_at, s.slot limit $2) as looked
            where fits or nth = $2
            order by starts_at, slot limit $3) as found
        """;

    /// <summary>Of a few active places, in the order of starts.</summary>
    public const string OfPlacesByStart = $"""
        select {Shown} from ({OfPlaces} order by found.starts_at, found.slot limit $3) as found {Places}
        order by found.starts_at, found.slot
        """;

    /// <summary>Of active places one after the other.</summary>
    public const string OfPlacesInOrder = $"""
        select {Shown}
        from ({OfPlaces} order by r.place_nth, found.starts_at, found.slot limit $3) as found {Places}
        order by found.place_nth, found.starts_at, found.slot
        """;
}
