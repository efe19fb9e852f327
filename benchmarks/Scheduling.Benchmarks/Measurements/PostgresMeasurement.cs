using Npgsql;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Postgres;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>Against what a team would use: the same entries, the same slots, the same answers, in PostgreSQL.</summary>
internal sealed class PostgresMeasurement : IMeasurement
{
    private const int Slots = 5_000;
    private const int SlotsObviously = 500;

    public string Name => "postgres";

    public string Question => "How much faster is the index than PostgreSQL on the same data?";

    public bool IsQuick => false;

    public void Measure(Session session, Result result)
    {
        if (PrivatePostgres.FindBinaries() is not { } binaries)
        {
            const string Missing = "No PostgreSQL is installed here: initdb was sought in /usr/lib/postgresql and in "
                + "the PATH. Nothing was compared.";
            session.Progress.Say(Missing);
            result.Notes.Add(Missing);
            return;
        }

        var size = session.Full ? 1_000_000 : 100_000;
        session.At($"{World.NameOf(size)}: making the world");
        var world = session.Worlds.Take(size, QueueAge.Aged);
        var slots = new SlotSource(world.Country, "postgres").GivenBack(Slots);
        var (expected, engine) = Engines(session, world, slots);
        session.At("starting PostgreSQL");
        using var postgres = PrivatePostgres.Start(binaries, ServerSettings.ForComparison, session.Stop);
        using var connection = postgres.Connect();
        var tables = new QueueTables(world, connection);
        tables.Fill(slots, session.At);

        var table = result.Table(
            $"{World.NameOf(size)} aged entries, slots given back one after the other, one connection",
            "design", "slots", "slots/s", "mean", "spread", "RankIndex is faster by");
        void Row(string design, string key, int count, Rounds seconds)
        {
            var factor = seconds.Median / count / (engine.Median / slots.Length);
            table.Row(
                design, Figure.Count(count), Figure.Count(count / seconds.Median),
                Figure.Nanoseconds(seconds.Median * 1e9 / count), Figure.Percent(seconds.Spread),
                key == "engine" ? "" : Figure.Times(factor));
            result.Values[$"{key}.perSecond"] = count / seconds.Median;
            result.Values[$"{key}.factor"] = factor;
        }

        Row("RankIndex", "engine", slots.Length, engine);
        Row("(b) postings with lateral probes, a loop in one transaction", "posting", slots.Length,
            InOneTransaction(session, connection, "take_all_by_posting", expected, tables));
        Row("(a) ORDER BY rank … SKIP LOCKED, a loop in one transaction", "obvious", SlotsObviously,
            InOneTransaction(session, connection, "take_all_obviously", expected[..SlotsObviously], tables));
        Row("(b) with a commit for each slot, from a client", "committed", slots.Length,
            EachCommitted(session, connection, expected, tables));
        AddNotes(result, connection);
    }

    // The answers that PostgreSQL must give too, and how long the index takes for them.
    private static (WaitingRecord?[] Expected, Rounds Seconds) Engines(Session session, World world, ScopedSlot[] slots)
    {
        var (expected, seconds) = (new WaitingRecord?[slots.Length], new Rounds());
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"{world.Name}: the index, round {round} of {session.Rounds}");
            var indices = Engine.Running(world);
            var cost = Cost.Of(() =>
            {
                var day = world.Day;
                for (var slot = 0; slot < slots.Length; slot++)
                {
                    expected[slot] = Engine.Take(indices[slots[slot].Scope], slots[slot].Slot, day);
                }
            });
            if (round > 0)
            {
                seconds.Add(cost.Wall.TotalSeconds);
            }
        }

        return (expected, seconds);
    }

    // Rolled back, so that each round, and each design, begins with the same queue.
    private static Rounds InOneTransaction(
        Session session, NpgsqlConnection connection, string function, WaitingRecord?[] expected, QueueTables tables)
    {
        var seconds = new Rounds();
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"{function}: round {round} of {session.Rounds}");
            using var transaction = connection.BeginTransaction();
            using var command = new NpgsqlCommand($"SELECT {function}($1)", connection, transaction)
            {
                Parameters = { new NpgsqlParameter { Value = expected.Length } },
            };
            int?[] answers = [];
            var cost = Cost.Of(() =>
                answers = command.ExecuteReader().Single(reader => reader.GetFieldValue<int?[]>(0)));
            transaction.Rollback();
            MustEqual(answers, expected, tables, function);
            if (round > 0)
            {
                seconds.Add(cost.Wall.TotalSeconds);
            }
        }

        return seconds;
    }

    // It changes the queue for good and so is done once.
    private static Rounds EachCommitted(
        Session session, NpgsqlConnection connection, WaitingRecord?[] expected, QueueTables tables)
    {
        session.At("take_by_posting, each committed");
        using var command = new NpgsqlCommand("SELECT take_by_posting(slot) FROM slot WHERE n = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = 0 } },
        };
        command.Prepare();
        var answers = new int?[expected.Length];
        var cost = Cost.Of(() =>
        {
            for (var slot = 0; slot < answers.Length; slot++)
            {
                command.Parameters[0].Value = slot + 1;
                answers[slot] = command.ExecuteScalar() as int?;
            }
        });
        MustEqual(answers, expected, tables, "take_by_posting");
        var seconds = new Rounds();
        seconds.Add(cost.Wall.TotalSeconds);
        return seconds;
    }

    private static void MustEqual(int?[] answers, WaitingRecord?[] expected, QueueTables tables, string function)
    {
        for (var slot = 0; slot < expected.Length; slot++)
        {
            var answer = answers[slot] is { } id ? tables.Entries[id] : null;
            if (!ReferenceEquals(answer, expected[slot]))
            {
                throw new InvalidOperationException(
                    $"{function} gives slot {slot + 1} to {answer?.Entry}, RankIndex to {expected[slot]?.Entry}.");
            }
        }
    }

    private static void AddNotes(Result result, NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            "SELECT current_setting('server_version'), current_setting('shared_buffers'), "
            + "pg_size_pretty(pg_relation_size('posting_in_order')), (SELECT count(*) FROM posting)",
            connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        result.Notes.Add(
            $"PostgreSQL {reader.GetString(0)}, shared_buffers {reader.GetString(1)}, autovacuum off, vacuumed before; "
            + $"the index of postings has {reader.GetString(2)} for {Figure.Count(reader.GetInt64(3))} postings and is "
            + "in memory. One client on a socket of this machine.");
        result.Notes.Add(
            $"All {Figure.Count(Slots)} answers of (b), with and without a commit for each, and the "
            + $"{Figure.Count(SlotsObviously)} of (a) are those of the index. A circle is looked up in a grid, and "
            + "the exact distance is computed in SQL by the formula of GeoPoint.MetresTo.");
        result.Notes.Add(
            "Without commits neither side keeps anything; with a commit for each slot PostgreSQL does and the index "
            + "does not, so that row says what a decision in the database costs and not which of two equal things is "
            + "faster. Besides, SKIP LOCKED passes over whoever is first but locked, so a fair queue in the database "
            + "needs one writer for each scope, as the index does.");
    }
}
