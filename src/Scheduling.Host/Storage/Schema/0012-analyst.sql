-- Analysts see the views of the schema report and nothing else. The role belongs to the whole server, so another
-- database may have made it, or be making it now; where the engine may not make roles, whoever may can do so later and
-- call scheduling.admit_analysts.
do $$
begin
    if not exists (select from pg_roles where rolname = 'analyst') then
        create role analyst nologin;
    end if;
exception
    when duplicate_object or unique_violation then
        null;
    when insufficient_privilege then
        raise notice 'The role analyst was not made, for that needs CREATEROLE. See docs/analysts.md.';
end
$$;

-- Says whether there is such a role. What is granted outlives a rebuild, for that replaces what a view selects and not
-- the view.
create function scheduling.admit_analysts() returns boolean
language plpgsql as $$
begin
    if not exists (select from pg_roles where rolname = 'analyst') then
        return false;
    end if;

    grant usage on schema report to analyst;
    grant select on all tables in schema report to analyst;
    alter default privileges in schema report grant select on tables to analyst;
    return true;
end
$$;

select scheduling.admit_analysts();
