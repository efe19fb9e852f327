-- What is asked for often, kept ready: tables that follow the log a moment behind. All of it can be built anew from the
-- events, so that it may be thrown away at any time.

drop schema if exists read cascade;
drop schema if exists read_next cascade;
create schema read;
-- Where a model is built anew, beside the one that is served.
create schema read_next;
-- Where the old one is for a moment, until nothing refers to it any more.
drop schema if exists read_old cascade;
create schema read_old;
create schema if not exists report;

create table read.place (
    place         uuid         not null,
    provider_code varchar      not null,
    area          varchar(7)   not null collate "C",
    latitude_e5   integer      not null,
    longitude_e5  integer      not null,
    scopes        varchar[]    not null,
    status        varchar(15)  not null collate "C",
    contract_ends date         null,
    version       bigint       not null,
    constraint place_pkey primary key (place)
);

create table read.slot (
    slot         uuid                        not null,
    place        uuid                        not null,
    scope        varchar(30)                 not null collate "C",
    kind         varchar(15)                 not null collate "C",
    mode         varchar(15)                 not null collate "C",
    starts_at    timestamp without time zone not null,
    minutes      integer                     not null,
    practitioner varchar                     null,
    ages_from    smallint                    null,
    ages_to      smallint                    null,
    state        varchar(15)                 not null collate "C",
    since        timestamp with time zone    not null,
    appointment  uuid                        null,
    version      bigint                      not null,
    constraint slot_pkey primary key (slot)
);

create index slot_of_place on read.slot (place, starts_at, slot);
create index slot_open on read.slot (scope, starts_at, slot) where state = 'open';

create table read.freed_slot (
    slot        uuid                     not null,
    version     bigint                   not null,
    appointment uuid                     not null,
    freed_at    timestamp with time zone not null,
    fate        varchar(15)              not null collate "C",
    fate_at     timestamp with time zone not null,
    released_at timestamp with time zone null,
    constraint freed_slot_pkey primary key (slot, version)
);

create index freed_slot_when on read.freed_slot (freed_at);

create table read.appointment (
    appointment   uuid                        not null,
    patient       uuid                        not null,
    scope         varchar(30)                 not null collate "C",
    kind          varchar(15)                 not null collate "C",
    origin        varchar(15)                 not null collate "C",
    slot          uuid                        not null,
    place         uuid                        not null,
    starts_at     timestamp without time zone not null,
    report        uuid                        null,
    entry         uuid                        null,
    referral      uuid                        null,
    booked_by     varchar(30)                 not null collate "C",
    channel       varchar(30)                 not null collate "C",
    booked_at     timestamp with time zone    not null,
    changes       integer                     not null default 0,
    state         varchar(15)                 not null collate "C",
    fault         varchar(15)                 null collate "C",
    ended_by      varchar(30)                 null collate "C",
    ended_channel varchar(30)                 null collate "C",
    ended_reason  varchar(30)                 null collate "C",
    ended_at      timestamp with time zone    null,
    version       bigint                      not null,
    constraint appointment_pkey primary key (appointment)
);

create index appointment_of_patient on read.appointment (patient, starts_at);
create index appointment_of_place on read.appointment (place, starts_at);

create table read.entry (
    entry       uuid                     not null,
    patient     uuid                     not null,
    scope       varchar(30)              not null collate "C",
    report      uuid                     not null,
    referral    uuid                     null,
    class       varchar(15)              not null collate "C",
    class_rank  smallint                 not null,
    since       timestamp with time zone not null,
    number      bigint                   not null,
    ages_from   smallint                 not null,
    ages_to     smallint                 not null,
    criteria    jsonb                    not null,
    state       varchar(15)              not null collate "C",
    because     varchar(30)              not null collate "C",
    placed_at   timestamp with time zone not null,
    slot        uuid                     null,
    appointment uuid                     null,
    assigned_at timestamp with time zone null,
    version     bigint                   not null,
    constraint entry_pkey primary key (entry)
);

create index entry_in_order on read.entry (scope, class_rank, since, number) where state = 'waiting';
create index entry_of_patient on read.entry (patient);

create table read.report (
    report        uuid                     not null,
    patient       uuid                     not null,
    scope         varchar(30)              not null collate "C",
    referral      uuid                     null,
    category      varchar(15)              not null collate "C",
    class         varchar(15)              not null collate "C",
    since         timestamp with time zone not null,
    number        bigint                   not null,
    filed_at      timestamp with time zone not null,
    state         varchar(15)              not null collate "C",
    closed_reason varchar(30)              null collate "C",
    forecast_days integer                  null,
    version       bigint                   not null,
    constraint report_pkey primary key (report)
);

create index report_of_patient on read.report (patient);

create table read.referral (
    referral uuid        not null,
    patient  uuid        not null,
    scope    varchar(30) not null collate "C",
    form     varchar(15) not null collate "C",
    category varchar(15) not null collate "C",
    card     varchar(15) null collate "C",
    state    varchar(15) not null collate "C",
    place    uuid        null,
    version  bigint      not null,
    constraint referral_pkey primary key (referral)
);

create index referral_of_patient on read.referral (patient);

-- Better rights have lower ranks; the order is that of the events' enumeration.
create function read.rank_of(class varchar) returns smallint
language sql immutable parallel safe as $$
    select case class when 'out-of-turn' then 0 when 'fast-track' then 1 when 'urgent' then 2 when 'stable' then 3 end
        ::smallint
$$;

-- What analysts see. Made again when a model was built anew, for a view knows its tables by what they are and not by
-- their names.
create function scheduling.make_reports() returns void
language plpgsql as $$
begin
    create or replace view report.waiting_list as
    select scope, class, count(*) as waiting, min(since) as longest_since
    from read.entry where state = 'waiting' group by scope, class;
    comment on view report.waiting_list is 'Who waits, by scope and class.';
    comment on column report.waiting_list.scope is 'Code of the service.';
    comment on column report.waiting_list.class is 'First part of the order: out-of-turn, fast-track, urgent, stable.';
    comment on column report.waiting_list.waiting is 'Entries that wait now.';
    comment on column report.waiting_list.longest_since is 'Since when the longest wait of them counts.';

    create or replace view report.waits as
    select scope, class, count(*) as assigned,
        percentile_disc(0.5) within group (order by assigned_at - since) as median_wait,
        percentile_disc(0.9) within group (order by assigned_at - since) as long_wait
    from read.entry where state = 'assigned' group by scope, class;
    comment on view report.waits is 'How long those waited to whom the waiting room gave a date, by scope and class.';
    comment on column report.waits.scope is 'Code of the service.';
    comment on column report.waits.class is 'First part of the order when the date was given.';
    comment on column report.waits.assigned is 'Entries that have their date from the waiting room.';
    comment on column report.waits.median_wait is 'From the instant since which the wait counts to the assignment.';
    comment on column report.waits.long_wait is 'Nine in ten waited no longer.';

    create or replace view report.freed_slots as
    select s.scope, f.fate, count(*) as slots,
        percentile_disc(0.5) within group (order by f.fate_at - f.freed_at) as median_time
    from read.freed_slot f join read.slot s on s.slot = f.slot group by s.scope, f.fate;
    comment on view report.freed_slots is 'Where slots went that an appointment had left, by scope.';
    comment on column report.freed_slots.scope is 'Code of the service.';
    comment on column report.freed_slots.fate is
        'held-back: not yet decided; assigned: from the waiting room; open: nobody fitted and nobody took it yet; '
        'booked: taken by the public or by the place; withdrawn: by the place.';
    comment on column report.freed_slots.slots is 'Times that a slot became free.';
    comment on column report.freed_slots.median_time is 'From there to its fate.';

    create or replace view report.cancellations as
    select scope, ended_by as cancelled_by, ended_channel as channel, ended_reason as reason, count(*) as appointments
    from read.appointment where state = 'cancelled' group by scope, ended_by, ended_channel, ended_reason;
    comment on view report.cancellations is 'Appointments that were cancelled, by whom and by which channel.';
    comment on column report.cancellations.scope is 'Code of the service.';
    comment on column report.cancellations.cancelled_by is 'Role of who cancelled.';
    comment on column report.cancellations.channel is 'Channel by which it was cancelled.';
    comment on column report.cancellations.reason is 'Given by a place; nothing when the patient cancelled.';
    comment on column report.cancellations.appointments is 'How many.';

    create or replace view report.missed as
    select scope, fault, count(*) as appointments from read.appointment where state = 'missed' group by scope, fault;
    comment on view report.missed is 'Visits that did not take place, by whose fault.';
    comment on column report.missed.scope is 'Code of the service.';
    comment on column report.missed.fault is 'patient, not-patient, or undetermined while nobody has settled it.';
    comment on column report.missed.appointments is 'How many.';
end
$$;

select scheduling.make_reports();

-- Makes empty tables of a model in read_next, with keys and without the other indexes, which are quicker made at the
-- end. What an earlier attempt left goes.
create function scheduling.begin_rebuild(tables varchar[]) returns void
language plpgsql as $$
declare
    each varchar;
    made record;
begin
    foreach each in array tables loop
        execute format('drop table if exists read_next.%I', each);
        execute format(
            'create table read_next.%I (like read.%I including defaults including constraints including storage)',
            each, each);
        for made in
            select conname, pg_get_constraintdef(oid) as definition from pg_constraint
            where conrelid = format('read.%I', each)::regclass and contype = 'p'
        loop
            execute format('alter table read_next.%I add constraint %I %s', each, made.conname, made.definition);
        end loop;
    end loop;
end
$$;

-- Makes the other indexes, as the tables have them that are served.
create function scheduling.index_rebuild(tables varchar[]) returns void
language plpgsql as $$
declare
    each varchar;
    made record;
begin
    foreach each in array tables loop
        for made in
            select pg_get_indexdef(indexrelid) as definition from pg_index
            where indrelid = format('read.%I', each)::regclass and not indisprimary
        loop
            execute replace(made.definition, format(' ON read.%I ', each), format(' ON read_next.%I ', each));
        end loop;
        execute format('analyze read_next.%I', each);
    end loop;
end
$$;

-- Serves what was built. Whoever reads the old tables is waited for, and whoever comes meanwhile waits.
create function scheduling.swap_rebuild(tables varchar[]) returns void
language plpgsql as $$
declare
    each varchar;
begin
    foreach each in array tables loop
        execute format('alter table read.%I set schema read_old', each);
        execute format('alter table read_next.%I set schema read', each);
    end loop;
    perform scheduling.make_reports();
    foreach each in array tables loop
        execute format('drop table read_old.%I', each);
    end loop;
end
$$;
