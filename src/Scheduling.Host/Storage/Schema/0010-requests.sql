-- Requests over HTTP by caller and key. The number orders reports that are equal otherwise; a request that comes again
-- has the one it drew the first time, and a gap does not matter.
create sequence scheduling.report_numbers as bigint;

create table scheduling.requests (
    id     uuid                     not null,
    number bigint                   not null default nextval('scheduling.report_numbers'),
    said   bytea                    not null,
    at     timestamp with time zone not null default now(),
    constraint requests_pk primary key (id)
);
