-- What is written in the same append as the events.

-- Every command with its outcome, refused ones too. No personal data: what a command says is what its events say.
create table scheduling.commands (
    id             uuid                     not null,
    ordinal        bigint                   not null generated always as identity,
    correlation    uuid                     not null,
    operation      varchar(60)              not null,
    arguments      jsonb                    not null,
    body_hash      bytea                    not null,
    role           varchar(30)              not null,
    channel        varchar(30)              not null,
    place          uuid                     null,
    decided_at     timestamp with time zone not null,
    policy         varchar(200)             null,
    first_position bigint                   null,
    last_position  bigint                   null,
    refusal        jsonb                    null,
    constraint commands_pkey primary key (id),
    constraint commands_refused_or_recorded check (refusal is null or first_position is null)
);

create unique index commands_ordinal on scheduling.commands (ordinal);
create index commands_correlation on scheduling.commands (correlation);

-- Work that is due at an instant. An item leaves in the transaction that does it.
create table scheduling.due_work (
    due_at    timestamp with time zone not null,
    kind_rank smallint                 not null,
    kind      varchar(30)              not null,
    key       varchar(200)             not null collate "C",
    lane      varchar(100)             not null collate "C",
    work      jsonb                    not null,
    attempts  integer                  not null default 0,
    retry_at  timestamp with time zone null,
    parked_at timestamp with time zone null,
    reason    text                     null,
    constraint due_work_pkey primary key (due_at, kind_rank, key)
);

create index due_work_lane on scheduling.due_work (lane, due_at, kind_rank, key) where parked_at is null;
create index due_work_next on scheduling.due_work (due_at, kind_rank, key) where parked_at is null;
create index due_work_parked on scheduling.due_work (parked_at) where parked_at is not null;

-- One notice to be sent by one channel, without its text.
create table scheduling.notice_intents (
    key         varchar(200)                not null collate "C",
    ordinal     bigint                      not null generated always as identity,
    kind        varchar(30)                 not null,
    channel     varchar(30)                 not null,
    recipient   varchar(60)                 not null,
    at          timestamp with time zone    not null,
    cause       bigint                      null,
    appointment uuid                        null,
    starts_at   timestamp without time zone null,
    place       uuid                        null,
    reason      varchar(30)                 null,
    days        integer                     null,
    constraint notice_intents_pkey primary key (key)
);

create unique index notice_intents_ordinal on scheduling.notice_intents (ordinal);

-- The inline tables stand behind the rules: what they forbid the deciders have refused already, so a violation is a bug.

-- A slot is free or has one appointment; an appointment has one slot.
create table scheduling.live_slot (
    slot        uuid                        not null,
    place       uuid                        not null,
    starts_at   timestamp without time zone not null,
    appointment uuid                        null,
    constraint live_slot_pkey primary key (slot)
);

create unique index live_slot_appointment on scheduling.live_slot (appointment);
create index live_slot_place on scheduling.live_slot (place, starts_at, slot);

-- A patient has at most one live first-time appointment or waiting entry in a scope.
create table scheduling.live_first_time (
    patient uuid        not null,
    scope   varchar(30) not null collate "C",
    kind    varchar(15) not null,
    holder  uuid        not null,
    constraint live_first_time_pkey primary key (patient, scope),
    constraint live_first_time_kind check (kind in ('entry', 'appointment'))
);

create unique index live_first_time_holder on scheduling.live_first_time (holder);

-- An entry waits, without a slot, or was given one.
create table scheduling.live_entry (
    entry uuid not null,
    slot  uuid null,
    constraint live_entry_pkey primary key (entry)
);
