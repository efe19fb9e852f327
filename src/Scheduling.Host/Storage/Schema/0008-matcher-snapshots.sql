-- What the matcher of a scope knew at a position of the log, so that whoever comes to own the scope need not read all of
-- it. A cache: it may be dropped at any time, and is never believed when its format or a checksum is another.

create table scheduling.matcher_snapshots (
    scope    varchar(30)              not null collate "C",
    position bigint                   not null,
    format   varchar(64)              not null,
    chunks   integer                  not null,
    made_at  timestamp with time zone not null default now(),
    constraint matcher_snapshots_pkey primary key (scope)
);

create table scheduling.matcher_snapshot_chunks (
    scope  varchar(30) not null collate "C",
    number integer     not null,
    hash   bytea       not null,
    data   bytea       not null,
    constraint matcher_snapshot_chunks_pkey primary key (scope, number),
    constraint matcher_snapshot_chunks_scope foreign key (scope)
        references scheduling.matcher_snapshots (scope) on delete cascade
);

-- Dense already: compressing it would cost more than it saves.
alter table scheduling.matcher_snapshot_chunks alter column data set storage external;
