-- What follows from events, in the same transaction as they: called right after scheduling.append. The event that caused
-- a notice is named by its stream and version, for nobody knows its position before it is drawn.
create function scheduling.append_consequences(
    done_instants timestamp with time zone[], done_ranks smallint[], done_keys varchar[],
    due_instants timestamp with time zone[], due_ranks smallint[], due_kinds varchar[], due_keys varchar[],
    due_lanes varchar[], due_work jsonb[],
    notice_keys varchar[], notice_kinds varchar[], notice_channels varchar[], notice_recipients varchar[],
    notice_instants timestamp with time zone[], notice_streams uuid[], notice_versions bigint[],
    notice_appointments uuid[],
    notice_starts timestamp without time zone[], notice_places uuid[], notice_reasons varchar[], notice_days integer[]
) returns void
language plpgsql as $$
begin
    -- First, for an item may follow itself at the same instant.
    if cardinality(done_keys) > 0 then
        delete from scheduling.due_work d
        using unnest(done_instants, done_ranks, done_keys) as o (instant, rank, key)
        where d.due_at = o.instant and d.kind_rank = o.rank and d.key = o.key;
    end if;

    if cardinality(due_keys) > 0 then
        insert into scheduling.due_work (due_at, kind_rank, kind, key, lane, work)
        select n.instant, n.rank, n.kind, n.key, n.lane, n.work
        from unnest(due_instants, due_ranks, due_kinds, due_keys, due_lanes, due_work)
            as n (instant, rank, kind, key, lane, work)
        on conflict do nothing;
    end if;

    if cardinality(notice_keys) > 0 then
        insert into scheduling.notice_intents
            (key, kind, channel, recipient, at, cause, appointment, starts_at, place, reason, days)
        select n.key, n.kind, n.channel, n.recipient, n.at, e.seq_id, n.appointment, n.starts_at, n.place, n.reason,
            n.days
        from unnest(
            notice_keys, notice_kinds, notice_channels, notice_recipients, notice_instants, notice_streams,
            notice_versions, notice_appointments, notice_starts, notice_places, notice_reasons, notice_days)
            with ordinality
            as n (key, kind, channel, recipient, at, stream, version, appointment, starts_at, place, reason, days,
                  ordinal)
        left join scheduling.mt_events e on e.stream_id = n.stream and e.version = n.version
        order by n.ordinal
        on conflict do nothing;
    end if;
end
$$;

-- Brings the inline tables from what the streams said before an append to what they say after it. Raises SE003 when a
-- row is not what the stream said, which is a bug; two claims to one thing violate a key.
create function scheduling.append_inline(
    slots_gone uuid[], slots_gone_appointments uuid[],
    slots_changed uuid[], slots_changed_from uuid[], slots_changed_to uuid[],
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
    if cardinality(slots_changed) > 0 then
        -- In two steps, for an append may take one slot and free another of the same appointment.
        update scheduling.live_slot l set appointment = null
        from unnest(slots_changed, slots_changed_from) as c (slot, before)
        where l.slot = c.slot and l.appointment is not distinct from c.before;
        get diagnostics touched = row_count;
        perform scheduling.expect_rows('live_slot', touched, cardinality(slots_changed));
        update scheduling.live_slot l set appointment = c.after
        from unnest(slots_changed, slots_changed_to) as c (slot, after)
        where l.slot = c.slot and c.after is not null;
    end if;
    if cardinality(slots_new) > 0 then
        insert into scheduling.live_slot (slot, place, starts_at, appointment)
        select * from unnest(slots_new, slots_new_places, slots_new_starts, slots_new_appointments);
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
        select * from unnest(claims_new_patients, claims_new_scopes, claims_new_kinds, claims_new_holders);
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
        insert into scheduling.live_entry (entry, slot) select * from unnest(entries_new, entries_new_slots);
    end if;
end
$$;

create function scheduling.expect_rows(relation varchar, touched integer, expected integer) returns void
language plpgsql as $$
begin
    if touched <> expected then
        raise exception '% holds % of % rows', relation, touched, expected using errcode = 'SE003';
    end if;
end
$$;
