-- $1 and $2: events after the one position, up to the other. Tables are found by the search path.
insert into appointment
    (appointment, patient, scope, kind, origin, slot, place, starts_at, report, entry, referral, booked_by, channel,
     booked_at, state, version)
select e.stream_id, d.patient, d.scope, d.kind, d.origin, d.slot, d.place, d.start, d.report, d.entry, d.referral, d.by,
    d.channel, e.timestamp, 'booked', e.version
from scheduling.mt_events e
cross join lateral jsonb_to_record(e.data) as d (
    patient uuid, scope varchar, kind varchar, origin varchar, slot uuid, place uuid, start timestamp without time zone,
    report uuid, entry uuid, referral uuid, by varchar, channel varchar)
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'appointment_booked'
on conflict do nothing;

update appointment a
set slot = l.slot, place = l.place, starts_at = l.start, changes = a.changes + l.changes,
    version = greatest(a.version, l.version)
from (
    select distinct on (e.stream_id) e.stream_id, e.version, (e.data->>'slot')::uuid as slot,
        (e.data->>'place')::uuid as place, (e.data->>'start')::timestamp without time zone as start,
        count(*) over (partition by e.stream_id) as changes
    from scheduling.mt_events e
    where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'appointment_rescheduled'
    order by e.stream_id, e.version desc) l
where a.appointment = l.stream_id;

update appointment a
set version = greatest(a.version, l.version), ended_at = l.timestamp,
    state = case l.type
        when 'appointment_cancelled' then 'cancelled' when 'appointment_fulfilled' then 'fulfilled' else 'missed' end,
    fault = l.fault, ended_by = l.by, ended_channel = l.channel, ended_reason = l.reason
from (
    select distinct on (e.stream_id) e.stream_id, e.version, e.type, e.timestamp, e.data->>'fault' as fault,
        e.data->>'by' as by, e.data->>'channel' as channel, e.data->>'reason' as reason
    from scheduling.mt_events e
    where e.seq_id > $1 and e.seq_id <= $2
        and e.type in ('appointment_cancelled', 'appointment_fulfilled', 'appointment_missed')
    order by e.stream_id, e.version desc) l
where a.appointment = l.stream_id;
