-- The append of 0003 with less for the server to find out: the caller sorts the streams and says where one kind of lock
-- ends and the next begins.
--
-- Every stream that was read is asserted at the version it was read at. Locks are taken in one order, so that appends
-- never deadlock: first the streams that must not exist, then those that do, both by kind and identity. Streams of one
-- kind are mostly all written (no key update) or all only read (share), so that even a group of thousands of decisions
-- takes its locks in a handful of queries; a run is a stretch of neighbours that want the same lock. A stream that was
-- read and must not exist is locked by a row that is gone again before the commit.
--
-- Raises SE001 when a stream has moved, SE002 when a command was answered before, SE003 when an inline table does not
-- hold what the states say, which is a bug.
drop function scheduling.append;

create function scheduling.append(
    new_ids uuid[], new_types varchar[], new_versions bigint[], new_instants timestamp with time zone[],
    ghost_ids uuid[],
    old_ids uuid[], old_versions bigint[], old_news integer[], old_instants timestamp with time zone[],
    run_ends integer[],
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
    run_first integer := 1;
    run_last  integer;
    touched   integer;
    horizon   bigint;
    positions bigint[] := '{}';
begin
    if cardinality(new_ids) > 0 then
        insert into scheduling.mt_streams (id, type, version, timestamp)
        select s.id, s.type, s.version, s.instant
        from unnest(new_ids, new_types, new_versions, new_instants) as s (id, type, version, instant)
        on conflict (id) do nothing;
        get diagnostics touched = row_count;
        if touched <> cardinality(new_ids) then
            raise exception 'a stream exists already' using errcode = 'SE001';
        end if;
    end if;

    foreach run_last in array run_ends loop
        if old_news[run_first] > 0 then
            if run_first < run_last then
                -- The update below takes them in any order it likes.
                perform 1 from scheduling.mt_streams s
                where s.id = any (old_ids[run_first:run_last]) order by s.id for no key update;
            end if;
            update scheduling.mt_streams s
            set version = w.version + w.news, timestamp = w.instant
            from unnest(
                old_ids[run_first:run_last], old_versions[run_first:run_last], old_news[run_first:run_last],
                old_instants[run_first:run_last]) as w (id, version, news, instant)
            where s.id = w.id and s.version = w.version;
            get diagnostics touched = row_count;
        else
            select count(*) into touched
            from (
                select s.id, s.version from scheduling.mt_streams s
                where s.id = any (old_ids[run_first:run_last]) order by s.id for share
            ) as locked
            join unnest(old_ids[run_first:run_last], old_versions[run_first:run_last]) as read (id, version)
                using (id, version);
        end if;
        if touched <> run_last - run_first + 1 then
            raise exception 'a stream has moved' using errcode = 'SE001';
        end if;
        run_first := run_last + 1;
    end loop;

    if cardinality(event_ids) > 0 then
        -- Whoever reads sees this lock before any number that is drawn under it.
        select case when is_called then last_value else 0 end into horizon from scheduling.mt_events_sequence;
        perform pg_advisory_xact_lock_shared(horizon);
        -- The events of one append stand together. This lock is held while numbers are drawn and not until the commit.
        begin
            perform pg_advisory_lock(12, 0);
            if cardinality(event_ids) = 1 then
                positions := array[nextval('scheduling.mt_events_sequence')];
            else
                positions := array(
                    select nextval('scheduling.mt_events_sequence') from generate_series(1, cardinality(event_ids)));
            end if;
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

    if cardinality(ghost_ids) > 0 then
        delete from scheduling.mt_streams where id = any (ghost_ids);
    end if;

    return positions;
end
$$;

-- Room on each page for the next version of its rows, so that no index hears of it.
alter table scheduling.mt_streams set (fillfactor = 85);
alter table scheduling.live_slot set (fillfactor = 85);
alter table scheduling.live_first_time set (fillfactor = 85);
alter table scheduling.live_entry set (fillfactor = 85);
