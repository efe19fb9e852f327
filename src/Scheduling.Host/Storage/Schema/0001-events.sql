-- Streams and events in Marten 9's layout: a Marten with this schema, Guid streams and AutoCreate.None may read here.
-- It may never append, for it would not take the lock by which our readers know that the log has no gap.

create table scheduling.mt_streams (
    id          uuid                     not null,
    type        varchar                  null,
    version     bigint                   null,
    timestamp   timestamp with time zone not null default now(),
    created     timestamp with time zone not null default now(),
    tenant_id   varchar                  null default '*DEFAULT*',
    is_archived boolean                  null default false,
    constraint pkey_mt_streams_id primary key (id)
);

-- Few streams are windows, and every node looks for them now and then.
create index mt_streams_windows on scheduling.mt_streams (id) where type = 'window';

create table scheduling.mt_events (
    seq_id         bigint                   not null,
    id             uuid                     not null,
    stream_id      uuid                     null,
    version        bigint                   not null,
    data           jsonb                    not null,
    bdata          bytea                    null,
    type           varchar(500)             not null,
    timestamp      timestamp with time zone not null default now(),
    tenant_id      varchar                  null default '*DEFAULT*',
    mt_dotnet_type varchar                  null,
    correlation_id varchar                  null,
    causation_id   varchar                  null,
    headers        jsonb                    null,
    is_archived    boolean                  null default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id)
        references scheduling.mt_streams (id) on delete cascade
);

create unique index pk_mt_events_stream_and_version on scheduling.mt_events (stream_id, version);

create index mt_events_correlation on scheduling.mt_events (correlation_id);

-- Cache 1: a session that kept numbers in stock would draw them before it takes the lock below which readers stop.
create sequence scheduling.mt_events_sequence cache 1;
alter sequence scheduling.mt_events_sequence owned by scheduling.mt_events.seq_id;

create table scheduling.mt_event_progression (
    name         varchar                  not null,
    last_seq_id  bigint                   null,
    last_updated timestamp with time zone null default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);
