-- Appends in one piece: events of any number of streams, the commands that caused them, what follows from them.
--
-- Every stream that was read is asserted at the version it was read at. Locks are taken in one order, so that appends
-- never deadlock: first the streams that must not exist, by identity, then those that do, by identity, whether they are
-- to be written (no key update) or were only read (share). A stream that was read and must not exist is locked by a row
-- that is gone again before the commit.
--
-- Raises SE001 when a stream has moved, SE002 when a command was answered before, SE003 when an inline table does not
-- hold what the states say, which is a bug.
create function scheduling.append(
    stream_ids uuid[], stream_types varchar[], stream_versions bigint[], stream_news integer[],
    stream_instants timestamp with time zone[],
    event_ids uuid[], event_streams uuid[], event_versions bigint[], event_types varchar[],
    event_instants timestamp with time zone[], event_data jsonb[], event_correlations varchar[],
    event_causations varchar[],
    command_ids uuid[], command_correlations uuid[], command_operations varchar[], command_arguments jsonb[],
    command_hashes bytea[], command_roles varchar[], command_channels varchar[], command_places uuid[],
    command_instants timestamp with time zone[], command_policies varchar[], command_firsts integer[],
    command_lasts integer[], command_refusals jsonb[]
) returns bigint[]
language plpgsql as $$
declare
    ghosts    uuid[];
    expected  integer;
    touched     integer;
    run       record;
    horizon   bigint;
    positions bigint[] := '{}';
begin
    insert into scheduling.mt_streams (id, type, version, timestamp)
    select s.id, s.type, s.news, s.instant
    from unnest(stream_ids, stream_types, stream_versions, stream_news, stream_instants)
        as s (id, type, version, news, instant)
    where s.version = 0
    order by s.id
    on conflict (id) do nothing;
    get diagnostics touched = row_count;

    select count(*) filter (where s.version = 0), array_agg(s.id) filter (where s.version = 0 and s.news = 0)
    into expected, ghosts
    from unnest(stream_ids, stream_versions, stream_news) as s (id, version, news);
    if touched <> expected then
        raise exception 'a stream exists already' using errcode = 'SE001';
    end if;

    -- Neighbours of one kind, in the order of identity, are locked by one query.
    for run in
        select numbered.written, array_agg(numbered.id) as ids, array_agg(numbered.version) as versions
        from (
            select s.id, s.version, s.news > 0 as written, row_number() over (order by s.id) as place,
                row_number() over (order by s.id) - row_number() over (partition by s.news > 0 order by s.id) as island
            from unnest(stream_ids, stream_versions, stream_news) as s (id, version, news)
            where s.version > 0
        ) as numbered
        group by numbered.written, numbered.island
        order by min(numbered.place)
    loop
        if run.written then
            select count(*) into touched
            from (
                select s.id, s.version from scheduling.mt_streams s
                where s.id = any (run.ids) order by s.id for no key update
            ) as locked
            join unnest(run.ids, run.versions) as read (id, version) using (id, version);
        else
            select count(*) into touched
            from (
                select s.id, s.version from scheduling.mt_streams s
                where s.id = any (run.ids) order by s.id for share
            ) as locked
            join unnest(run.ids, run.versions) as read (id, version) using (id, version);
        end if;
        if touched <> cardinality(run.ids) then
            raise exception 'a stream has moved' using errcode = 'SE001';
        end if;
    end loop;

    update scheduling.mt_streams s
    set version = w.version + w.news, timestamp = w.instant
    from unnest(stream_ids, stream_versions, stream_news, stream_instants) as w (id, version, news, instant)
    where s.id = w.id and w.version > 0 and w.news > 0;

    if cardinality(event_ids) > 0 then
        -- Whoever reads sees this lock before any number that is drawn under it.
        select case when is_called then last_value else 0 end into horizon from scheduling.mt_events_sequence;
        perform pg_advisory_xact_lock_shared(horizon);
        -- The events of one append stand together. This lock is held while numbers are drawn and not until the commit.
        begin
            perform pg_advisory_lock(12, 0);
            positions := array(
                select nextval('scheduling.mt_events_sequence') from generate_series(1, cardinality(event_ids)));
            perform pg_advisory_unlock(12, 0);
        exception when query_canceled or others then
            perform pg_advisory_unlock(12, 0);
            raise;
        end;
        insert into scheduling.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id)
        select e.seq_id, e.id, e.stream_id, e.version, e.data, e.type, e.instant, e.correlation, e.causation
        from unnest(
            positions, event_ids, event_streams, event_versions, event_data, event_types, event_instants,
            event_correlations, event_causations)
            as e (seq_id, id, stream_id, version, data, type, instant, correlation, causation);
    end if;

    if cardinality(command_ids) > 0 then
        insert into scheduling.commands
            (id, correlation, operation, arguments, body_hash, role, channel, place, decided_at, policy,
             first_position, last_position, refusal)
        select c.id, c.correlation, c.operation, c.arguments, c.hash, c.role, c.channel, c.place, c.instant, c.policy,
            positions[c.first], positions[c.last], c.refusal
        from unnest(
            command_ids, command_correlations, command_operations, command_arguments, command_hashes, command_roles,
            command_channels, command_places, command_instants, command_policies, command_firsts, command_lasts,
            command_refusals)
            as c (id, correlation, operation, arguments, hash, role, channel, place, instant, policy, first, last,
                  refusal)
        on conflict (id) do nothing;
        get diagnostics touched = row_count;
        if touched <> cardinality(command_ids) then
            raise exception 'a command was answered before' using errcode = 'SE002';
        end if;
    end if;

    if ghosts is not null then
        delete from scheduling.mt_streams where id = any (ghosts);
    end if;

    return positions;
end
$$;

-- How far a reader may read without passing a number that is drawn and not yet committed: the last number drawn, or the
-- lock of the oldest append under way, whichever is less. What the caller reads next must see a new snapshot.
create function scheduling.horizon() returns bigint
language plpgsql as $$
declare
    head   bigint;
    oldest bigint;
begin
    select case when is_called then last_value else 0 end into head from scheduling.mt_events_sequence;
    select min((classid::bigint << 32) | objid::bigint) into oldest
    from pg_locks
    where locktype = 'advisory' and objsubid = 1
        and database = (select oid from pg_database where datname = current_database());
    return least(head, oldest);
end
$$;
