using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Auditing;
using Scheduling.Host.Http.Operation;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http.Operation;

/// <summary>What the auditor has found can be read wherever it looked.</summary>
public sealed class AuditQueryTests(Postgres postgres)
{
    [Fact]
    public async Task What_was_found_is_told_once_a_page_at_a_time_with_how_often_it_was_found()
    {
        await using var town = await ServedTown.New(postgres);
        var kept = new AuditFindings(town.Town.Database.Source);
        await kept.Keep([new Finding("streams", "a"), new Finding("streams", "b"), new Finding("commands", "a")], 41);
        await kept.Keep([new Finding("streams", "b"), new Finding("streams", "b")], 42);

        var first = (await town.Send(ServedTown.Operator, "GET", $"{AuditQuery.Address}?limit=2")).Body;
        var rest = (await town.Send(
            ServedTown.Operator, "GET", $"{AuditQuery.Address}?limit=2&after={first.GetProperty("next")}")).Body;

        var all = first.GetProperty("findings").EnumerateArray().Concat(rest.GetProperty("findings").EnumerateArray());
        all.Select(each => $"{each.GetProperty("rule")} {each.GetProperty("what")} {each.GetProperty("times")}")
            .Should().BeEquivalentTo("streams a 1", "streams b 2", "commands a 1");
        rest.TryGetProperty("next", out _).Should().BeFalse();
        first.GetProperty("lookedUpTo").GetInt64().Should().Be(42);
    }

    [Fact]
    public async Task What_a_node_finds_at_work_stands_there()
    {
        await using var town = await ServedTown.New(
            postgres, audit: TimeSpan.FromMilliseconds(50));
        await town.Town.Database.Execute($"insert into scheduling.live_entry (entry) values ({Cast.Near.Value})");

        // The auditor looks at what was written since it last did.
        while (!(await town.Send(ServedTown.Operator, "GET", AuditQuery.Address)).Body.ToString()
            .Contains("not in the log: ", StringComparison.Ordinal))
        {
            await town.Touch();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Only_an_operator_reads_it()
    {
        await using var town = await ServedTown.New(postgres);

        (await town.Send(ServedTown.Staff, "GET", AuditQuery.Address)).Code.Should().Be("role-not-allowed");
        (await town.Send(ServedTown.Operator, "GET", $"{AuditQuery.Address}?limit=0x1")).Code.Should().Be("malformed");
    }
}
