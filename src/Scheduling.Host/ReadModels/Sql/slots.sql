-- $1 and $2: events after the one position, up to the other. Tables are found by the search path.
insert into slot
    (slot, place, scope, kind, mode, starts_at, minutes, practitioner, ages_from, ages_to, state, since, version)
select e.stream_id, d.place, d.scope, d.kind, d.mode, d.start, d.minutes, d.practitioner,
    (d.ages->>'from')::smallint, (d.ages->>'to')::smallint, 'held-back', e.timestamp, e.version
from scheduling.mt_events e
cross join lateral jsonb_to_record(e.data) as d (
    place uuid, scope varchar, kind varchar, mode varchar, start timestamp without time zone, minutes integer,
    practitioner varchar, ages jsonb)
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'slot_published'
on conflict do nothing;

update slot s
set version = l.version, since = l.timestamp,
    state = case l.type
        when 'slot_freed' then 'held-back'
        when 'slot_released' then 'open'
        when 'slot_consumed' then 'consumed'
        when 'slot_withdrawn' then 'withdrawn'
        else 'taken' end,
    appointment = case when l.type in ('slot_assigned', 'slot_booked', 'slot_consumed') then l.appointment end
from (
    select distinct on (e.stream_id) e.stream_id, e.version, e.type, e.timestamp,
        (e.data->>'appointment')::uuid as appointment
    from scheduling.mt_events e
    where e.seq_id > $1 and e.seq_id <= $2 and e.type in (
        'slot_assigned', 'slot_booked', 'slot_freed', 'slot_released', 'slot_consumed', 'slot_withdrawn')
    order by e.stream_id, e.version desc) l
where s.slot = l.stream_id and s.version < l.version;

insert into freed_slot (slot, version, appointment, freed_at, fate, fate_at)
select e.stream_id, e.version, (e.data->>'appointment')::uuid, e.timestamp, 'held-back', e.timestamp
from scheduling.mt_events e
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'slot_freed'
on conflict do nothing;

-- What happened to a slot belongs to the last time before that it became free. Who took it counts for more than a place
-- that later gave up its time.
update freed_slot f
set fate = case l.type
        when 'slot_assigned' then 'assigned'
        when 'slot_released' then 'open'
        when 'slot_booked' then 'booked'
        else 'withdrawn' end,
    fate_at = l.timestamp,
    released_at = coalesce(l.released_at, f.released_at)
from (
    select e.stream_id, freed.version,
        (array_agg(e.type order by e.type in ('slot_assigned', 'slot_booked') desc, e.version desc))[1] as type,
        (array_agg(e.timestamp order by e.type in ('slot_assigned', 'slot_booked') desc, e.version desc))[1]
            as timestamp,
        max(e.timestamp) filter (where e.type = 'slot_released') as released_at
    from scheduling.mt_events e
    cross join lateral (
        select max(x.version) as version from freed_slot x where x.slot = e.stream_id and x.version < e.version) freed
    where e.seq_id > $1 and e.seq_id <= $2
        and e.type in ('slot_assigned', 'slot_released', 'slot_booked', 'slot_withdrawn')
        and freed.version is not null
    group by e.stream_id, freed.version) l
where f.slot = l.stream_id and f.version = l.version
    and not (f.fate in ('assigned', 'booked') and l.type = 'slot_withdrawn');
