-- $1 and $2: events after the one position, up to the other. Tables are found by the search path.
insert into entry
    (entry, patient, scope, report, referral, class, class_rank, since, number, ages_from, ages_to, criteria, state,
     because, placed_at, version)
select e.stream_id, d.patient, d.scope, d.report, d.referral, d."order"->>'class',
    read.rank_of(d."order"->>'class'), (d."order"->>'since')::timestamp with time zone,
    (d."order"->>'number')::bigint, (d.ages->>'from')::smallint, (d.ages->>'to')::smallint, d.criteria, 'waiting',
    d.because, e.timestamp, e.version
from scheduling.mt_events e
cross join lateral jsonb_to_record(e.data) as d (
    patient uuid, scope varchar, report uuid, referral uuid, "order" jsonb, ages jsonb, criteria jsonb, because varchar)
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'entry_placed'
on conflict do nothing;

update entry w
set version = l.version,
    class = coalesce(l.class, w.class),
    class_rank = coalesce(read.rank_of(l.class), w.class_rank),
    criteria = coalesce(l.criteria, w.criteria),
    because = coalesce(l.because, w.because),
    assigned_at = coalesce(l.assigned_at, w.assigned_at),
    state = case l.last
        when 'entry_assigned' then 'assigned'
        when 'entry_withdrawn' then 'withdrawn'
        when 'entry_removed' then 'removed'
        when 'entry_returned' then 'waiting'
        when 'entry_reinstated' then 'waiting'
        else w.state end,
    -- Both say what the entry has now, and nothing where it has no date.
    slot = case when l.last is null then w.slot when l.last = 'entry_assigned' then l.slot end,
    appointment = case when l.last is null then w.appointment when l.last = 'entry_assigned' then l.appointment end
from (
    select e.stream_id, max(e.version) as version,
        (array_agg(e.type order by e.version desc) filter (where starts_with(e.type, 'entry_')))[1] as last,
        (array_agg(e.data->>'class' order by e.version desc) filter (where e.data ? 'class'))[1] as class,
        (array_agg(e.data->'criteria' order by e.version desc) filter (where e.type = 'criteria_changed'))[1]
            as criteria,
        (array_agg(
            case e.type when 'entry_reinstated' then 'reinstated' else e.data->>'because' end order by e.version desc)
            filter (where e.type in ('entry_returned', 'entry_reinstated')))[1] as because,
        max(e.timestamp) filter (where e.type = 'entry_assigned') as assigned_at,
        (array_agg((e.data->>'slot')::uuid order by e.version desc) filter (where e.type = 'entry_assigned'))[1]
            as slot,
        (array_agg((e.data->>'appointment')::uuid order by e.version desc) filter (
            where e.type = 'entry_assigned'))[1] as appointment
    from scheduling.mt_events e
    where e.seq_id > $1 and e.seq_id <= $2 and e.type in (
        'criteria_changed', 'medical_category_changed', 'entry_assigned', 'entry_returned', 'entry_withdrawn',
        'entry_removed', 'entry_reinstated')
    group by e.stream_id) l
where w.entry = l.stream_id and w.version < l.version;
