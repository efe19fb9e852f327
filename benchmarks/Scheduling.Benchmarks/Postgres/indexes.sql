-- (a) What comes to mind first. The scope is part of a key, so that one index serves both.
CREATE INDEX entry_in_order ON entry (scope, rank) WHERE waiting;
CREATE INDEX entry_by_key ON entry USING gin (keys) WHERE waiting;

-- (b) What somebody who knows the planner would do: every probe is answered from the index alone.
CREATE INDEX posting_in_order ON posting (scope, key, rank)
    INCLUDE (entry, allowed, first_day, last_day, notice, age_from, age_to, lat, lon, radius);
CREATE INDEX posting_of_entry ON posting (entry);

CREATE FUNCTION take_obviously(wanted slot) RETURNS int LANGUAGE plpgsql AS
$$
DECLARE
    found int;
BEGIN
    SELECT id INTO found
    FROM entry
    WHERE waiting
        AND scope = wanted.scope
        AND keys && wanted.scoped_keys
        AND allowed & wanted.needed = wanted.needed
        AND first_day <= wanted.day
        AND last_day >= wanted.day
        AND notice <= wanted.lead
        AND age_from >= wanted.age_from
        AND age_to <= wanted.age_to
        AND (radius IS NULL OR metres(lat, lon, wanted.lat, wanted.lon) <= radius)
    ORDER BY rank
    LIMIT 1
    FOR UPDATE SKIP LOCKED;
    UPDATE entry SET waiting = false WHERE id = found;
    RETURN found;
END
$$;

CREATE FUNCTION take_by_posting(wanted slot) RETURNS int LANGUAGE plpgsql AS
$$
DECLARE
    found int;
BEGIN
    SELECT first.entry INTO found
    FROM unnest(wanted.keys) AS probe (key)
    CROSS JOIN LATERAL (
        SELECT posting.rank, posting.entry
        FROM posting
        WHERE posting.scope = wanted.scope
            AND posting.key = probe.key
            AND allowed & wanted.needed = wanted.needed
            AND first_day <= wanted.day
            AND last_day >= wanted.day
            AND notice <= wanted.lead
            AND age_from >= wanted.age_from
            AND age_to <= wanted.age_to
            AND (radius IS NULL OR metres(lat, lon, wanted.lat, wanted.lon) <= radius)
        ORDER BY posting.rank
        LIMIT 1
    ) first
    ORDER BY first.rank
    LIMIT 1;
    DELETE FROM posting WHERE entry = found;
    RETURN found;
END
$$;

CREATE FUNCTION take_all_obviously(count int) RETURNS int[] LANGUAGE plpgsql AS
$$
DECLARE
    next slot;
    answers int[] := array_fill(NULL::int, ARRAY[count]);
BEGIN
    FOR next IN SELECT * FROM slot WHERE n <= count ORDER BY n LOOP
        answers[next.n] := take_obviously(next);
    END LOOP;
    RETURN answers;
END
$$;

CREATE FUNCTION take_all_by_posting(count int) RETURNS int[] LANGUAGE plpgsql AS
$$
DECLARE
    next slot;
    answers int[] := array_fill(NULL::int, ARRAY[count]);
BEGIN
    FOR next IN SELECT * FROM slot WHERE n <= count ORDER BY n LOOP
        answers[next.n] := take_by_posting(next);
    END LOOP;
    RETURN answers;
END
$$;
