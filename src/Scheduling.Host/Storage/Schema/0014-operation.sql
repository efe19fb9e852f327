-- What the auditor found, whichever node looked: one row for each finding, however often it is found again.
create table scheduling.audit_findings (
    number        bigint                   not null generated always as identity,
    rule          varchar(60)              not null,
    what          text                     not null,
    found_at      timestamp with time zone not null default now(),
    last_found_at timestamp with time zone not null default now(),
    times         integer                  not null default 1,
    constraint audit_findings_pkey primary key (number)
);

-- What was found may be long; equal texts are equal hashes.
create unique index audit_findings_same on scheduling.audit_findings (rule, md5(what));

-- How long the oldest slot is held back that somebody should have had is asked every few seconds.
create index slot_held_back on read.slot (scope, starts_at) where state = 'held-back' and kind = 'first-time';
