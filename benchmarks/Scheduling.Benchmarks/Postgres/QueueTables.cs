using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Postgres;

/// <summary>
/// Puts a world and its slots into the tables of tables.sql. An entry's id is its place in the world.
/// </summary>
internal sealed class QueueTables(World world, NpgsqlConnection connection)
{
    private const int AllDays = DaySet.All;
    private const int HoursShift = 7;
    private const int ModesShift = 31;
    private const int Always = 1_000_000;

    private static readonly LocalDate DayZero = new(2000, 1, 1);

    private readonly NodeKeys _keys = new(world.Country);

    /// <summary>The entries in the order of their ids.</summary>
    public WaitingRecord[] Entries { get; } = [.. world.Scopes.SelectMany(entries => entries)];

    /// <summary>Everything that waits, and the slots that will be given back, numbered from 1.</summary>
    public void Fill(ScopedSlot[] slots, Action<string> at)
    {
        Run("tables.sql");
        at("copying entries");
        CopyEntries();
        at("copying postings");
        CopyPostings();
        CopySlots(slots);
        at("making indexes");
        Run("indexes.sql");
        at("vacuuming");
        foreach (var statement in new[] { "VACUUM (FREEZE, ANALYZE)", "CHECKPOINT" })
        {
            using var command = new NpgsqlCommand(statement, connection);
            command.ExecuteNonQuery();
        }
    }

    private void CopyEntries()
    {
        using var copy = connection.BeginBinaryImport("COPY entry FROM STDIN (FORMAT BINARY)");
        foreach (var (id, scope, rank, entry) in Ranked())
        {
            copy.StartRow();
            copy.Write(id, NpgsqlDbType.Integer);
            copy.Write((short)scope, NpgsqlDbType.Smallint);
            copy.Write(rank, NpgsqlDbType.Integer);
            copy.Write(true, NpgsqlDbType.Boolean);
            copy.Write(Scoped(scope, _keys.Of(entry.Criteria)), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
            WriteRule(copy, entry);
        }

        copy.Complete();
    }

    private void CopyPostings()
    {
        using var copy = connection.BeginBinaryImport("COPY posting FROM STDIN (FORMAT BINARY)");
        foreach (var (id, scope, rank, entry) in Ranked())
        {
            foreach (var key in _keys.Of(entry.Criteria))
            {
                copy.StartRow();
                copy.Write((short)scope, NpgsqlDbType.Smallint);
                copy.Write(key, NpgsqlDbType.Integer);
                copy.Write(rank, NpgsqlDbType.Integer);
                copy.Write(id, NpgsqlDbType.Integer);
                WriteRule(copy, entry);
            }
        }

        copy.Complete();
    }

    private void CopySlots(ScopedSlot[] slots)
    {
        using var copy = connection.BeginBinaryImport("COPY slot FROM STDIN (FORMAT BINARY)");
        foreach (var (index, (scope, slot)) in slots.Index())
        {
            var keys = _keys.Of(slot);
            copy.StartRow();
            copy.Write(index + 1, NpgsqlDbType.Integer);
            copy.Write((short)scope, NpgsqlDbType.Smallint);
            copy.Write(keys, NpgsqlDbType.Array | NpgsqlDbType.Integer);
            copy.Write(Scoped(scope, keys), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
            copy.Write(
                (1L << ((int)slot.Start.DayOfWeek - 1))
                | (1L << (HoursShift + slot.Start.Hour))
                | (1L << (ModesShift + (int)slot.Mode)),
                NpgsqlDbType.Bigint);
            copy.Write(DayOf(slot.Start.Date), NpgsqlDbType.Integer);
            copy.Write((short)Eligibility.LeadDays(slot.Start.Date, world.Day.Today), NpgsqlDbType.Smallint);
            copy.Write((short)(slot.Ages?.From ?? short.MinValue), NpgsqlDbType.Smallint);
            copy.Write((short)(slot.Ages?.To ?? short.MaxValue), NpgsqlDbType.Smallint);
            copy.Write(slot.Place.Location.LatitudeE5, NpgsqlDbType.Integer);
            copy.Write(slot.Place.Location.LongitudeE5, NpgsqlDbType.Integer);
        }

        copy.Complete();
    }

    // The columns that entry and posting end with.
    private static void WriteRule(NpgsqlBinaryImporter copy, WaitingRecord entry)
    {
        var wish = entry.Criteria;
        copy.Write(
            (long)(wish.Days?.Mask ?? AllDays)
            | ((long)(wish.Hours?.Mask ?? HourSet.All) << HoursShift)
            | ((wish.Mode is { } mode ? 1L << (int)mode : 0b11L) << ModesShift),
            NpgsqlDbType.Bigint);
        copy.Write(wish.From is { } from ? DayOf(from) : -Always, NpgsqlDbType.Integer);
        copy.Write(wish.To is { } to ? DayOf(to) : Always, NpgsqlDbType.Integer);
        copy.Write((short)(wish.MinimumNoticeDays ?? 0), NpgsqlDbType.Smallint);
        copy.Write((short)entry.Ages.From, NpgsqlDbType.Smallint);
        copy.Write((short)entry.Ages.To, NpgsqlDbType.Smallint);
        if (wish.Place?.Circle is { } circle)
        {
            copy.Write(circle.Centre.LatitudeE5, NpgsqlDbType.Integer);
            copy.Write(circle.Centre.LongitudeE5, NpgsqlDbType.Integer);
            copy.Write(circle.RadiusKm * 1000, NpgsqlDbType.Integer);
        }
        else
        {
            copy.WriteNull();
            copy.WriteNull();
            copy.WriteNull();
        }
    }

    // Within a scope the rank is the place in the order; between scopes it means nothing.
    private IEnumerable<(int Id, int Scope, int Rank, WaitingRecord Entry)> Ranked()
    {
        var first = 0;
        foreach (var (scope, entries) in world.Scopes.Index())
        {
            var ids = Enumerable.Range(first, entries.Length).ToArray();
            var keys = entries.Select(entry => entry.Order).ToArray();
            Array.Sort(keys, ids);
            foreach (var (rank, id) in ids.Index())
            {
                yield return (id, scope, rank, Entries[id]);
            }

            first += entries.Length;
        }
    }

    private static long[] Scoped(int scope, int[] keys) =>
        Array.ConvertAll(keys, key => ((long)scope << 32) | (uint)key);

    private static int DayOf(LocalDate date) => Period.DaysBetween(DayZero, date);

    private void Run(string file)
    {
        using var command = new NpgsqlCommand(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Postgres", file)), connection);
        command.ExecuteNonQuery();
    }
}
