using System.Globalization;
using Scheduling.Domain.Tests.Support;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Storage;

/// <summary>The tables are what they are meant to be, and come to be once.</summary>
public sealed class SchemaTests(Postgres postgres)
{
    /// <summary>
    /// What Marten 9 makes for Guid streams, quick appends and no tenancy. Marten opens the database only while this is
    /// so; the index of windows is ours and disturbs nobody.
    /// </summary>
    private const string MartensLayout = """
        mt_event_progression
          name varchar not null
          last_seq_id bigint
          last_updated timestamptz default transaction_timestamp()
          pk_mt_event_progression: PRIMARY KEY (name)
        mt_events
          seq_id bigint not null
          id uuid not null
          stream_id uuid
          version bigint not null
          data jsonb not null
          bdata bytea
          type varchar(500) not null
          timestamp timestamptz not null default now()
          tenant_id varchar default '*DEFAULT*'
          mt_dotnet_type varchar
          correlation_id varchar
          causation_id varchar
          headers jsonb
          is_archived bool default false
          fkey_mt_events_stream_id: FOREIGN KEY (stream_id) REFERENCES scheduling.mt_streams(id) ON DELETE CASCADE
          pkey_mt_events_seq_id: PRIMARY KEY (seq_id)
          unique index (stream_id, version)
        mt_streams
          id uuid not null
          type varchar
          version bigint
          timestamp timestamptz not null default now()
          created timestamptz not null default now()
          tenant_id varchar default '*DEFAULT*'
          is_archived bool default false
          pkey_mt_streams_id: PRIMARY KEY (id)
          index (id) WHERE ((type)::text = 'window'::text)

        """;

    [Fact]
    public async Task Streams_and_events_have_Martens_layout()
    {
        await using var database = await postgres.NewDatabase();

        (await LayoutOf(database, "mt_")).Should().Be(MartensLayout.ReplaceLineEndings("\n"));
        (await database.Rows($"""
            select seqtypid::regtype::text, seqstart, seqincrement, seqcache, seqcycle
            from pg_sequence where seqrelid = 'scheduling.mt_events_sequence'::regclass
            """)).Should().Equal("bigint 1 1 1 False");
        (await database.Rows($"select pg_get_serial_sequence('scheduling.mt_events', 'seq_id')"))
            .Should().Equal("scheduling.mt_events_sequence");
    }

    [Fact]
    public async Task Our_own_tables_are_as_they_were_when_somebody_looked()
    {
        await using var database = await postgres.NewDatabase();

        Golden.Verify(await LayoutOf(database, ""), "tables.txt");
    }

    [Fact]
    public void The_files_are_numbered_from_one_without_a_gap() =>
        Migrator.Files.Select(file => file.Number).Should().Equal(Enumerable.Range(1, Migrator.Files.Count));

    [Fact]
    public async Task What_was_applied_is_not_applied_again()
    {
        await using var database = await postgres.NewDatabase();

        (await Migrator.Apply(database.Source)).Should().Be(0);
    }

    [Fact]
    public async Task Hosts_that_start_together_wait_for_one_another()
    {
        await using var database = await postgres.NewDatabase();
        await database.Execute($"drop schema scheduling cascade");

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.Apply(database.Source)));

        applied.Order().Should().Equal(0, 0, 0, Migrator.Files.Count);
    }

    [Fact]
    public async Task A_file_that_was_applied_with_another_content_stops_the_Host()
    {
        await using var database = await postgres.NewDatabase();
        await database.Execute($"update scheduling.schema_files set hash = 'another' where number = 1");

        await FluentActions.Awaiting(() => Migrator.Apply(database.Source))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*0001-events.sql*");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_stops_the_Host()
    {
        await using var database = await postgres.NewDatabase();
        await database.Execute($"insert into scheduling.schema_files (number, name, hash) values (9999, 'x', 'x')");

        await FluentActions.Awaiting(() => Migrator.Apply(database.Source))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*newer*");
    }

    private static async Task<string> LayoutOf(TestDatabase database, string prefix)
    {
        var rows = await database.Rows($"""
            with tables as (
                select oid, relname from pg_class
                where relnamespace = 'scheduling'::regnamespace and relkind = 'r' and starts_with(relname, {prefix})),
            lines as (
                select relname, 0 as kind, 0 as place, relname::text as line from tables
                union all
                select relname, 1, attnum, '  ' || attname || ' ' || format_type(atttypid, atttypmod)
                    || case when attcollation <> 0 and attcollation <> 100 then ' collate ' || collname else '' end
                    || case when attnotnull then ' not null' else '' end
                    || case attidentity when 'a' then ' identity' else '' end
                    || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
                from tables
                join pg_attribute on attrelid = tables.oid and attnum > 0 and not attisdropped
                left join pg_collation on pg_collation.oid = attcollation
                left join pg_attrdef on adrelid = attrelid and adnum = attnum
                union all
                select relname, 2, row_number() over (partition by relname order by conname),
                    '  ' || conname || ': ' || pg_get_constraintdef(pg_constraint.oid)
                from tables join pg_constraint on conrelid = tables.oid
                union all
                select relname, 3, row_number() over (partition by relname order by indexrelid::regclass::text),
                    '  ' || case when indisunique then 'unique ' else '' end || 'index '
                    || substring(pg_get_indexdef(indexrelid) from '\(.*$')
                from tables
                join pg_index on indrelid = tables.oid
                left join pg_constraint on conindid = indexrelid
                where pg_constraint.oid is null)
            select line from lines
            order by relname, kind, place
            """);
        return string.Concat(rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{Short(row)}\n")));
    }

    private static string Short(string line) =>
        line.Replace("character varying", "varchar", StringComparison.Ordinal)
            .Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)
            .Replace("timestamp without time zone", "timestamp", StringComparison.Ordinal)
            .Replace("boolean", "bool", StringComparison.Ordinal)
            .Replace("::varchar", "", StringComparison.Ordinal);
}
