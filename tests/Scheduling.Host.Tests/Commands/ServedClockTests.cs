using NodaTime;
using Scheduling.Host.Commands;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Commands;

/// <summary>Where the clock of a node begins that moves only when it is told to.</summary>
public sealed class ServedClockTests(Postgres postgres)
{
    private const string Begin = "2026-09-15T12:00";

    [Fact]
    public async Task A_node_that_is_started_again_goes_on_from_where_its_clock_stands()
    {
        await using var database = await postgres.NewDatabase();

        (await Now(database)).Should().Be(Instant.FromUtc(2026, 9, 15, 10, 0));
        var later = Instant.FromUtc(2026, 9, 20, 22, 0);
        await StoredClock.Skip(database.Source, later);

        (await Now(database)).Should().Be(later);
        (await StoredClock.Read(database.Source)).Should().Be(later);
    }

    private static async Task<Instant> Now(TestDatabase database) =>
        (await ServeCommand.DrivenClockOf(database.Database, Begin, default)).GetCurrentInstant();
}
