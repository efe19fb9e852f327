-- The statements of an append look rows up by their keys, whatever there is in the tables: planning them anew for each
-- call took as long as running them. A plan that is kept must not be one for the empty tables of a new database.
do $$
declare
    f text;
begin
    foreach f in array array['append', 'append_consequences', 'append_inline'] loop
        execute format('alter function scheduling.%I set plan_cache_mode = force_generic_plan', f);
        execute format('alter function scheduling.%I set enable_seqscan = off', f);
        execute format('alter function scheduling.%I set enable_hashjoin = off', f);
        execute format('alter function scheduling.%I set enable_mergejoin = off', f);
    end loop;
end
$$;
