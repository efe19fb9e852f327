-- The functions of an append with less for the server to do. What they promise is what it was.

-- As in 0006, but for how numbers are drawn and how a second claim to an identity is found: a stream or a command that
-- exists already violates its key (pkey_mt_streams_id, commands_pkey), which is one look into the index and not two.
--
-- Raises SE001 when a stream that was read has moved.
create or replace function scheduling.append(
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
    many      constant integer := cardinality(event_ids);
    -- So many numbers are drawn in a moment in which hardly ever anybody else draws one.
    is_long   constant boolean := many > 64;
    run_first integer := 1;
    run_last  integer;
    touched   integer;
    horizon   bigint;
    positions bigint[] := '{}';
begin
    if cardinality(new_ids) > 0 then
        insert into scheduling.mt_streams (id, type, version, timestamp)
        select unnest(new_ids), unnest(new_types), unnest(new_versions), unnest(new_instants);
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

    if many > 0 then
        -- Whoever reads sees this lock before any number that is drawn under it.
        select case when is_called then last_value else 0 end into horizon from scheduling.mt_events_sequence;
        perform pg_advisory_xact_lock_shared(horizon);
        -- The events of one append stand together. Who draws many numbers has a lock of its own for that moment, not
        -- until the commit. Those who draw few share it, for handing it from one to the next would take longer than all
        -- else; when another one's number stands among theirs they draw again.
        begin
            if is_long then
                perform pg_advisory_lock(12, 0);
            else
                perform pg_advisory_lock_shared(12, 0);
            end if;
            loop
                if many = 1 then
                    positions := array[nextval('scheduling.mt_events_sequence')];
                else
                    positions := array(
                        select nextval('scheduling.mt_events_sequence') from generate_series(1, many));
                end if;
                exit when positions[many] - positions[1] = many - 1;
            end loop;
            if is_long then
                perform pg_advisory_unlock(12, 0);
            else
                perform pg_advisory_unlock_shared(12, 0);
            end if;
        exception when query_canceled or others then
            if is_long then
                perform pg_advisory_unlock(12, 0);
            else
                perform pg_advisory_unlock_shared(12, 0);
            end if;
            raise;
        end;
        insert into scheduling.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id)
        select unnest(positions), unnest(event_ids), unnest(event_streams), unnest(event_versions), unnest(event_data),
            unnest(event_types), unnest(event_instants), unnest(event_correlations), unnest(event_causations);
    end if;

    if cardinality(command_ids) > 0 then
        insert into scheduling.commands
            (id, correlation, operation, arguments, body_hash, role, channel, place, decided_at, policy,
             first_position, last_position, refusal)
        select unnest(command_ids), unnest(command_correlations), unnest(command_operations),
            unnest(command_arguments), unnest(command_hashes), unnest(command_roles), unnest(command_channels),
            unnest(command_places), unnest(command_instants), unnest(command_policies),
            positions[1] - 1 + unnest(command_firsts), positions[1] - 1 + unnest(command_lasts),
            unnest(command_refusals);
    end if;

    if cardinality(ghost_ids) > 0 then
        delete from scheduling.mt_streams where id = any (ghost_ids);
    end if;

    return positions;
end
$$;

-- What follows from events, in the same transaction as they: called right after scheduling.append. The event that
-- caused a notice is named by its place among those of the append, whose numbers are the last that this session has
-- drawn.
drop function scheduling.append_consequences;

create function scheduling.append_consequences(
    done_instants timestamp with time zone[], done_ranks smallint[], done_keys varchar[],
    due_instants timestamp with time zone[], due_ranks smallint[], due_kinds varchar[], due_keys varchar[],
    due_lanes varchar[], due_work jsonb[],
    events integer,
    notice_keys varchar[], notice_kinds varchar[], notice_channels varchar[], notice_recipients varchar[],
    notice_instants timestamp with time zone[], notice_events integer[], notice_appointments uuid[],
    notice_starts timestamp without time zone[], notice_places uuid[], notice_reasons varchar[], notice_days integer[]
) returns void
language plpgsql as $$
declare
    before bigint;
begin
    -- First, for an item may follow itself at the same instant.
    if cardinality(done_keys) > 0 then
        delete from scheduling.due_work d
        using unnest(done_instants, done_ranks, done_keys) as o (instant, rank, key)
        where d.due_at = o.instant and d.kind_rank = o.rank and d.key = o.key;
    end if;

    if cardinality(due_keys) > 0 then
        insert into scheduling.due_work (due_at, kind_rank, kind, key, lane, work)
        select unnest(due_instants), unnest(due_ranks), unnest(due_kinds), unnest(due_keys), unnest(due_lanes),
            unnest(due_work)
        on conflict do nothing;
    end if;

    if cardinality(notice_keys) > 0 then
        if events > 0 then
            before := currval('scheduling.mt_events_sequence') - events;
        end if;
        insert into scheduling.notice_intents
            (key, kind, channel, recipient, at, cause, appointment, starts_at, place, reason, days)
        select unnest(notice_keys), unnest(notice_kinds), unnest(notice_channels), unnest(notice_recipients),
            unnest(notice_instants), before + unnest(notice_events), unnest(notice_appointments),
            unnest(notice_starts), unnest(notice_places), unnest(notice_reasons), unnest(notice_days)
        on conflict do nothing;
    end if;
end
$$;

-- Brings the inline tables from what the streams said before an append to what they say after it. Raises SE003 when a
-- row is not what the stream said, which is a bug; two claims to one thing violate a key.
drop function scheduling.append_inline;

create function scheduling.append_inline(
    slots_gone uuid[], slots_gone_appointments uuid[],
    slots_left uuid[], slots_left_appointments uuid[],
    slots_taken uuid[], slots_taken_appointments uuid[],
    slots_new uuid[], slots_new_places uuid[], slots_new_starts timestamp without time zone[],
    slots_new_appointments uuid[],
    claims_gone_patients uuid[], claims_gone_scopes varchar[], claims_gone_holders uuid[],
    claims_changed_patients uuid[], claims_changed_scopes varchar[], claims_changed_from uuid[],
    claims_changed_kinds varchar[], claims_changed_to uuid[],
    claims_new_patients uuid[], claims_new_scopes varchar[], claims_new_kinds varchar[], claims_new_holders uuid[],
    entries_gone uuid[], entries_gone_slots uuid[],
    entries_changed uuid[], entries_changed_from uuid[], entries_changed_to uuid[],
    entries_new uuid[], entries_new_slots uuid[]
) returns void
language plpgsql as $$
declare
    touched integer;
begin
    if cardinality(slots_gone) > 0 then
        delete from scheduling.live_slot l using unnest(slots_gone, slots_gone_appointments) as g (slot, appointment)
        where l.slot = g.slot and l.appointment is not distinct from g.appointment;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_slot', touched, cardinality(slots_gone));
    end if;
    -- What is left before what is taken, for an append may take one slot and leave another of the same appointment. A
    -- slot that goes from one appointment to the next is left and taken.
    if cardinality(slots_left) > 0 then
        update scheduling.live_slot l set appointment = null
        from unnest(slots_left, slots_left_appointments) as c (slot, appointment)
        where l.slot = c.slot and l.appointment = c.appointment;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_slot', touched, cardinality(slots_left));
    end if;
    if cardinality(slots_taken) > 0 then
        update scheduling.live_slot l set appointment = c.appointment
        from unnest(slots_taken, slots_taken_appointments) as c (slot, appointment)
        where l.slot = c.slot and l.appointment is null;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_slot', touched, cardinality(slots_taken));
    end if;
    if cardinality(slots_new) > 0 then
        insert into scheduling.live_slot (slot, place, starts_at, appointment)
        select unnest(slots_new), unnest(slots_new_places), unnest(slots_new_starts), unnest(slots_new_appointments);
    end if;

    if cardinality(claims_gone_patients) > 0 then
        delete from scheduling.live_first_time l
        using unnest(claims_gone_patients, claims_gone_scopes, claims_gone_holders) as g (patient, scope, holder)
        where l.patient = g.patient and l.scope = g.scope and l.holder = g.holder;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_first_time', touched, cardinality(claims_gone_patients));
    end if;
    if cardinality(claims_changed_patients) > 0 then
        update scheduling.live_first_time l set kind = c.kind, holder = c.after
        from unnest(
            claims_changed_patients, claims_changed_scopes, claims_changed_from, claims_changed_kinds,
            claims_changed_to) as c (patient, scope, before, kind, after)
        where l.patient = c.patient and l.scope = c.scope and l.holder = c.before;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_first_time', touched, cardinality(claims_changed_patients));
    end if;
    if cardinality(claims_new_patients) > 0 then
        insert into scheduling.live_first_time (patient, scope, kind, holder)
        select unnest(claims_new_patients), unnest(claims_new_scopes), unnest(claims_new_kinds),
            unnest(claims_new_holders);
    end if;

    if cardinality(entries_gone) > 0 then
        delete from scheduling.live_entry l using unnest(entries_gone, entries_gone_slots) as g (entry, slot)
        where l.entry = g.entry and l.slot is not distinct from g.slot;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_entry', touched, cardinality(entries_gone));
    end if;
    if cardinality(entries_changed) > 0 then
        update scheduling.live_entry l set slot = c.after
        from unnest(entries_changed, entries_changed_from, entries_changed_to) as c (entry, before, after)
        where l.entry = c.entry and l.slot is not distinct from c.before;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_entry', touched, cardinality(entries_changed));
    end if;
    if cardinality(entries_new) > 0 then
        insert into scheduling.live_entry (entry, slot) select unnest(entries_new), unnest(entries_new_slots);
    end if;
end
$$;

-- The events of a correlation are those of its commands, each command's from its first position to its last.
drop index scheduling.mt_events_correlation;
