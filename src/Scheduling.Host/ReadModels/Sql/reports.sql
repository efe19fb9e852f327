-- $1 and $2: events after the one position, up to the other. Tables are found by the search path.
--
-- A report may be filed again when it was closed; then everything begins anew.
insert into report as r
    (report, patient, scope, referral, category, class, since, number, filed_at, state, version)
select distinct on (e.stream_id) e.stream_id, d.patient, d.scope, d.referral, d.category, d."order"->>'class',
    (d."order"->>'since')::timestamp with time zone, (d."order"->>'number')::bigint, e.timestamp, 'open', e.version
from scheduling.mt_events e
cross join lateral jsonb_to_record(e.data) as d (
    patient uuid, scope varchar, referral uuid, category varchar, "order" jsonb)
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'report_filed'
order by e.stream_id, e.version desc
on conflict (report) do update
set referral = excluded.referral, category = excluded.category, class = excluded.class, since = excluded.since,
    number = excluded.number, filed_at = excluded.filed_at, state = 'open', closed_reason = null, forecast_days = null,
    version = excluded.version
where r.version < excluded.version;

update report r
set version = l.version,
    category = coalesce(l.category, r.category),
    class = coalesce(l.class, r.class),
    forecast_days = coalesce(l.forecast_days, r.forecast_days),
    state = case l.last when 'report_closed' then 'closed' when 'report_reopened' then 'open' else r.state end,
    closed_reason = case when l.last is null then r.closed_reason when l.last = 'report_closed' then l.reason end
from (
    select e.stream_id, max(e.version) as version,
        (array_agg(e.type order by e.version desc) filter (where starts_with(e.type, 'report_')))[1] as last,
        (array_agg(e.data->>'reason' order by e.version desc) filter (where e.type = 'report_closed'))[1] as reason,
        (array_agg(e.data->>'category' order by e.version desc) filter (
            where e.type = 'medical_category_changed'))[1] as category,
        (array_agg(e.data->>'class' order by e.version desc) filter (
            where e.type = 'medical_category_changed'))[1] as class,
        (array_agg((e.data->>'days')::integer order by e.version desc) filter (
            where e.type = 'forecast_issued'))[1] as forecast_days
    from scheduling.mt_events e
    join report filed on filed.report = e.stream_id and filed.version < e.version
    where e.seq_id > $1 and e.seq_id <= $2 and e.type in (
        'report_closed', 'report_reopened', 'medical_category_changed', 'forecast_issued')
    group by e.stream_id) l
where r.report = l.stream_id;

insert into referral (referral, patient, scope, form, category, card, state, version)
select e.stream_id, d.patient, d.scope, d.form, d.category, d.card, 'issued', e.version
from scheduling.mt_events e
cross join lateral jsonb_to_record(e.data) as d (
    patient uuid, scope varchar, form varchar, category varchar, card varchar)
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'referral_issued'
on conflict do nothing;

update referral r
set version = l.version,
    state = case l.type
        when 'referral_held' then 'held'
        when 'referral_released' then 'issued'
        when 'referral_fulfilled' then 'fulfilled'
        else 'cancelled' end,
    place = l.place
from (
    select distinct on (e.stream_id) e.stream_id, e.version, e.type, (e.data->>'place')::uuid as place
    from scheduling.mt_events e
    where e.seq_id > $1 and e.seq_id <= $2
        and e.type in ('referral_held', 'referral_released', 'referral_fulfilled', 'referral_cancelled')
    order by e.stream_id, e.version desc) l
where r.referral = l.stream_id and r.version < l.version;
