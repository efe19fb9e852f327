-- $1 and $2: events after the one position, up to the other. Tables are found by the search path.
insert into place
    (place, provider_code, area, latitude_e5, longitude_e5, scopes, status, version)
select e.stream_id, e.data->>'providerCode', e.data->>'area', (e.data#>>'{location,latitudeE5}')::integer,
    (e.data#>>'{location,longitudeE5}')::integer,
    array(select jsonb_array_elements_text(e.data->'scopes')), 'registered', e.version
from scheduling.mt_events e
where e.seq_id > $1 and e.seq_id <= $2 and e.type = 'service_place_registered'
on conflict do nothing;

update place p
set version = l.version,
    status = case l.last_status
        when 'service_place_activated' then 'active'
        when 'service_place_resumed' then 'active'
        when 'service_place_suspended' then 'suspended'
        else p.status end,
    contract_ends = coalesce(l.contract_ends, p.contract_ends),
    provider_code = coalesce(l.provider_code, p.provider_code)
from (
    select e.stream_id, max(e.version) as version,
        (array_agg(e.type order by e.version desc) filter (where e.type in (
            'service_place_activated', 'service_place_suspended', 'service_place_resumed')))[1] as last_status,
        max((e.data->>'effectiveOn')::date) filter (where e.type = 'contract_ended') as contract_ends,
        (array_agg(e.data->>'providerCode' order by e.version desc) filter (
            where e.type = 'service_place_moved'))[1] as provider_code
    from scheduling.mt_events e
    where e.seq_id > $1 and e.seq_id <= $2 and e.type in (
        'service_place_activated', 'service_place_suspended', 'service_place_resumed', 'contract_ended',
        'service_place_moved')
    group by e.stream_id) l
where p.place = l.stream_id and p.version < l.version;
