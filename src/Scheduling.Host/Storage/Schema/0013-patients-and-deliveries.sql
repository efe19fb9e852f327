-- How people are reached, and what became of what they were to be told.

-- The only schema with personal data, and it is none of the engine's: what stands here is in no event, and cannot be
-- built anew from events. So it is made where it is missing and is never dropped.
create schema if not exists patient;

-- The data are encrypted with a key of the person's own, and that key with one that lies outside of the database.
-- Numbers by which somebody is looked up are keyed hashes.
create table if not exists patient.person (
    patient     uuid                     not null,
    pesel_hash  bytea                    not null,
    mobile_hash bytea                    null,
    contact     bytea                    not null,
    version     bigint                   not null,
    changed_at  timestamp with time zone not null default now(),
    constraint person_pkey primary key (patient),
    constraint person_pesel_hash unique (pesel_hash)
);

-- Not unique: a family may share a telephone.
create index if not exists person_mobile on patient.person (mobile_hash);

create table if not exists patient.data_key (
    patient uuid  not null,
    wrapped bytea not null,
    constraint data_key_pkey primary key (patient)
);

-- Requests that were answered: one that comes again changes nothing, also when what it made is erased.
create table if not exists patient.answered_request (
    request uuid                     not null,
    patient uuid                     null,
    version bigint                   null,
    made    boolean                  null,
    at      timestamp with time zone not null default now(),
    constraint answered_request_pkey primary key (request)
);

-- Which keys the data were written with, so that a Host with others says so before it writes anything: one row.
create table if not exists patient.keys (
    only_row    boolean not null default true,
    fingerprint bytea   not null,
    constraint keys_pkey primary key (only_row),
    constraint keys_one check (only_row)
);

-- A place as patients know it, for the texts of notices. No event says it.
create table scheduling.place_labels (
    place uuid         not null,
    label varchar(100) not null,
    constraint place_labels_pkey primary key (place)
);

-- What became of a notice. There is a row for each intent that a served node wrote; those of an import, of a history
-- that was applied or of a clock that was advanced have none, and nothing is ever sent for them.
create table scheduling.deliveries (
    intent   varchar(200)             not null collate "C",
    ordinal  bigint                   not null generated always as identity,
    channel  varchar(30)              not null,
    state    varchar(15)              not null default 'pending' collate "C",
    attempts integer                  not null default 0,
    next_at  timestamp with time zone not null default '-infinity',
    reason   text                     null,
    ended_at timestamp with time zone null,
    constraint deliveries_pkey primary key (intent),
    constraint deliveries_state check (
        state in ('pending', 'failed', 'sent', 'parked', 'cancelled', 'no-contact'))
);

-- What is to be sent is little, what was sent is much.
create index deliveries_next on scheduling.deliveries (channel, next_at, ordinal)
    where state in ('pending', 'failed');
create index deliveries_open on scheduling.deliveries (state, channel)
    where state in ('pending', 'failed', 'parked');

-- To find the reminder that somebody answers.
create index notice_intents_answerable on scheduling.notice_intents (recipient, ordinal)
    where kind = 'date-approaching' and channel = 'sms';

-- As in 0009, and a delivery with every notice where the session is that of a node that serves.
create or replace function scheduling.append_consequences(
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
        if current_setting('scheduling.sends', true) = 'on' then
            -- First, for a notice that was decided before is not sent again.
            insert into scheduling.deliveries (intent, channel)
            select n.key, n.channel from unnest(notice_keys, notice_channels) with ordinality
                as n (key, channel, ordinal)
            where not exists (select from scheduling.notice_intents i where i.key = n.key)
            order by n.ordinal
            on conflict do nothing;
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
