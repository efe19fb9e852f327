using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Scheduling.Domain.Tests;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.ReadModels;

/// <summary>Analysts see the views that <c>docs/analysts.md</c> explains, and nothing else.</summary>
public sealed partial class AnalystTests(Postgres postgres)
{
    private static readonly string Guide = File.ReadAllText(RepositoryFiles.PathOf("docs/analysts.md"));

    [Fact]
    public async Task The_role_reads_every_view_and_nothing_else_also_after_a_rebuild()
    {
        await using var database = await postgres.NewDatabase();
        await RecordedRun.Play(database, "return-with-the-order-kept");
        await BuildAnew(database);
        await using var connection = await AsAnalyst(database);
        foreach (var view in await Views(database))
        {
            await Run(connection, $"select * from report.{view}");
        }

        var denied = (await database.Rows($"""
            select table_schema || '.' || table_name from information_schema.tables
            where table_schema in ('scheduling', 'read', 'read_next', 'read_old', 'patient') order by 1
            """)).Select(table => $"select count(*) from {table}")
            .Append("select scheduling.horizon()").Append("select scheduling.make_reports()")
            .Append("create table report.mine (x integer)").Append("create table public.mine (x integer)")
            .Append("create schema mine").Append("delete from report.waiting_list")
            .Append("insert into report.missed (scope) values ('x')").ToList();
        denied.Should().HaveCountGreaterThan(20);
        foreach (var sql in denied)
        {
            (await FluentActions.Awaiting(() => Run(connection, sql)).Should().ThrowAsync<PostgresException>(sql))
                .Which.SqlState.Should().BeOneOf(
                    [PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ObjectNotInPrerequisiteState], sql);
        }
    }

    [Fact]
    public async Task The_views_that_are_explained_are_those_that_there_are()
    {
        await using var database = await postgres.NewDatabase();
        var there = await database.Rows($"""
            select c.relname || ': ' || obj_description(c.oid) as line, c.relname, 0 as nth from pg_class c
            where c.relnamespace = 'report'::regnamespace and c.relkind = 'v'
            union all
            select c.relname || '.' || a.attname || ': ' || col_description(c.oid, a.attnum), c.relname, a.attnum
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relnamespace = 'report'::regnamespace and c.relkind = 'v'
            order by 2, 3
            """);
        var lines = there.Select(row => row[..row.LastIndexOf(' ', row.LastIndexOf(' ') - 1)]);

        Explained().Should().Equal(lines);
    }

    [Fact]
    public async Task The_queries_of_the_guide_run_as_the_role()
    {
        await using var database = await postgres.NewDatabase();
        await RecordedRun.Play(database, "return-with-the-order-kept");
        await BuildAnew(database);
        await using var connection = await AsAnalyst(database);
        var queries = Queries().Matches(Guide).Select(match => match.Groups["sql"].Value).ToList();

        queries.Should().HaveCount(3);
        var rows = new List<int>();
        foreach (var sql in queries)
        {
            rows.Add(await Run(connection, sql));
        }

        // Nobody waits any more where this story ends, nobody has cancelled, and one date was given up.
        rows.Should().Equal(0, 1, 0);
    }

    [Fact]
    public async Task Where_the_role_is_there_already_its_rights_are_given_again()
    {
        await using var database = await postgres.NewDatabase();

        (await database.Rows($"select scheduling.admit_analysts()")).Should().Equal("True");
        (await database.Rows($"select rolcanlogin from pg_roles where rolname = 'analyst'")).Should().Equal("False");
    }

    private static async Task BuildAnew(TestDatabase database)
    {
        foreach (var model in ReadModel.All)
        {
            await new ReadModelReader(database.Source, new EventStore(database.Source), model).CatchUp();
            await new Rebuild(database.Source, new EventStore(database.Source), model).Run();
        }
    }

    private static Task<IReadOnlyList<string>> Views(TestDatabase database) =>
        database.Rows($"select relname from pg_class where relnamespace = 'report'::regnamespace and relkind = 'v'");

    private static async Task<NpgsqlConnection> AsAnalyst(TestDatabase database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.Database.Connection) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await Run(connection, "set role analyst");
        return connection;
    }

    private static async Task<int> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            rows++;
        }

        return rows;
    }

    // A heading, a sentence, and a table of columns for each view.
    private static IEnumerable<string> Explained() =>
        from view in ViewSections().Matches(Guide)
        let name = view.Groups["name"].Value
        from line in Columns().Matches(view.Groups["columns"].Value)
            .Select(column => string.Create(
                CultureInfo.InvariantCulture,
                $"{name}.{column.Groups["name"].Value}: {column.Groups["text"].Value}"))
            .Prepend($"{name}: {view.Groups["text"].Value}")
        select line;

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Queries();

    [GeneratedRegex("### `report\\.(?<name>\\w+)`\n\n(?<text>[^\n]+)\n\n(?<columns>(\\|[^\n]*\n)+)")]
    private static partial Regex ViewSections();

    [GeneratedRegex("\\| `(?<name>\\w+)` \\| (?<text>[^\n]+) \\|\n")]
    private static partial Regex Columns();
}
