-- What a database needs to be driven and exported by itself, and to go on after a kill as if there had been none.

-- Where the clock of this database stands, if it is a virtual one: one row, or none where the clock is the machine's.
create table scheduling.virtual_clock (
    one boolean                  not null default true,
    now timestamp with time zone not null,
    constraint virtual_clock_pkey primary key (one),
    constraint virtual_clock_one check (one)
);

-- Moves the clock to an instant, or to that of the first item that is due before it; says where it was moved to. It
-- never goes back. It is moved before anything is done at the new instant, and need not wait for the disk: what is done
-- then and does wait is written behind it.
create function scheduling.advance_virtual_clock(target timestamp with time zone) returns timestamp with time zone
language plpgsql as $$
declare
    goal timestamp with time zone;
begin
    select least(min(due_at), target) into goal from scheduling.due_work where parked_at is null;
    perform set_config('synchronous_commit', 'off', true);
    insert into scheduling.virtual_clock as clock (now) values (goal)
    on conflict (one) do update set now = excluded.now where clock.now < excluded.now;
    return goal;
end
$$;

-- The texts that commands were or may be decided by, so that the database stands alone.
create table scheduling.policies (
    ref     varchar(200) not null,
    ordinal bigint       not null generated always as identity,
    kind    varchar(15)  not null,
    content jsonb        not null,
    constraint policies_pkey primary key (ref),
    constraint policies_kind check (kind in ('scheduling', 'scopes'))
);

create unique index policies_ordinal on scheduling.policies (ordinal);

-- The page of members that a process has taken in hand on a virtual clock, by its last member: what is begun is ended as
-- it was begun, also after a kill, and only then a matcher has its turn.
create table scheduling.begun_pages (
    key        varchar(200)                not null collate "C",
    last_start timestamp without time zone not null,
    last_slot  uuid                        not null,
    constraint begun_pages_pkey primary key (key)
);
