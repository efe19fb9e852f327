-- The queue as two designs that a team might choose, over the same entries.
-- Both hold what the rule needs as numbers: "allowed" has a bit for each day of the week, hour and mode that suits,
-- days are counted from the first of the year 2000, a circle is its centre and its radius in metres.

CREATE TABLE entry (
    id int PRIMARY KEY,
    scope smallint NOT NULL,
    rank int NOT NULL,
    waiting boolean NOT NULL,
    keys bigint[] NOT NULL,
    allowed bigint NOT NULL,
    first_day int NOT NULL,
    last_day int NOT NULL,
    notice smallint NOT NULL,
    age_from smallint NOT NULL,
    age_to smallint NOT NULL,
    lat int,
    lon int,
    radius int
);

CREATE TABLE posting (
    scope smallint NOT NULL,
    key int NOT NULL,
    rank int NOT NULL,
    entry int NOT NULL,
    allowed bigint NOT NULL,
    first_day int NOT NULL,
    last_day int NOT NULL,
    notice smallint NOT NULL,
    age_from smallint NOT NULL,
    age_to smallint NOT NULL,
    lat int,
    lon int,
    radius int
);

CREATE TABLE slot (
    n int PRIMARY KEY,
    scope smallint NOT NULL,
    keys int[] NOT NULL,
    scoped_keys bigint[] NOT NULL,
    needed bigint NOT NULL,
    day int NOT NULL,
    lead smallint NOT NULL,
    age_from smallint NOT NULL,
    age_to smallint NOT NULL,
    lat int NOT NULL,
    lon int NOT NULL
);

-- GeoPoint.MetresTo, word for word: the same library of functions gives the same metre.
CREATE FUNCTION metres(lat int, lon int, to_lat int, to_lon int) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT round(2 * 6371000.0::double precision * asin(least(1.0::double precision, sqrt(
        sin((to_lat - lat) * (pi() / 180 / 100000) / 2) * sin((to_lat - lat) * (pi() / 180 / 100000) / 2)
        + cos(lat * (pi() / 180 / 100000)) * cos(to_lat * (pi() / 180 / 100000))
            * sin((to_lon - lon) * (pi() / 180 / 100000) / 2) * sin((to_lon - lon) * (pi() / 180 / 100000) / 2)))))
$$;
