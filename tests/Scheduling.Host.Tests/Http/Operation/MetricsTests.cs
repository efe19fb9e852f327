using System.Globalization;
using System.Text.RegularExpressions;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Auditing;
using Scheduling.Host.Http.Operation;
using Scheduling.Host.Settings;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http.Operation;

/// <summary>What an operator's instruments read.</summary>
public sealed partial class MetricsTests(Postgres postgres)
{
    [Fact]
    public async Task They_are_text_that_Prometheus_reads()
    {
        await using var town = await ServedTown.New(postgres);
        await town.Send(ServedTown.Operator, "GET", $"/service-places/{Cast.Near}");

        var text = await town.Read(MetricsQuery.Address);

        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => Line().IsMatch(line));
        var described = Described().Matches(text).Select(match => match.Groups[1].Value).ToList();
        described.Should().OnlyHaveUniqueItems();
        Named().Matches(text).Select(match => match.Groups[1].Value).Distinct()
            .Should().OnlyContain(name => described.Any(each => name.StartsWith(each, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Requests_are_counted_by_address_and_status_and_made_up_addresses_together()
    {
        await using var town = await ServedTown.New(postgres);
        await town.Send(ServedTown.Operator, "GET", $"/service-places/{Cast.Near}");
        await town.Send(ServedTown.Operator, "GET", $"/service-places/{Cast.Far}");
        await town.Send(null, "GET", $"/service-places/{Cast.Far}");
        await town.Send(null, "GET", "/made/up");
        await town.Send(null, "BREW", "/coffee");

        var text = await town.Read(MetricsQuery.Address);

        Requests("GET", "/service-places/{id:guid}", 200).Should().Be(1);
        Requests("GET", "/service-places/{id:guid}", 404).Should().Be(1);
        Requests("GET", "/service-places/{id:guid}", 401).Should().Be(1);
        Requests("other", "none", 404).Should().Be(2);

        double Requests(string method, string route, int status) => ValueOf(
            text, $$"""
            poczekalnia_http_request_duration_seconds_count{method="{{method}}",route="{{route}}",status="{{status}}"}
            """);
    }

    [Fact]
    public async Task They_say_how_far_behind_each_reader_is_and_what_waits()
    {
        await using var town = await ServedTown.New(postgres);
        await town.Town.Database.Execute($"""
            insert into scheduling.due_work (due_at, kind_rank, kind, key, lane, work, parked_at)
            values ('2020-01-01', 1, 'reminder', 'k', 'l', jsonb_build_object(), now())
            """);
        await new AuditFindings(town.Town.Database.Source).Keep([new Finding("streams", "one is broken")], 7);
        await Until(async () => (await town.Read(MetricsQuery.Address)).Contains("matcher/", StringComparison.Ordinal));

        var text = await town.Read(MetricsQuery.Address);

        ValueOf(text, "poczekalnia_database_up").Should().Be(1);
        ValueOf(text, "poczekalnia_log_position").Should().BePositive();
        ValueOf(text, "poczekalnia_lag_positions{reader=\"read/slots\"}").Should().BeGreaterThanOrEqualTo(0);
        ValueOf(text, $"poczekalnia_lag_positions{{reader=\"matcher/{Cast.Cardiology}\"}}")
            .Should().BeGreaterThanOrEqualTo(0);
        ValueOf(text, "poczekalnia_due_work{state=\"parked\"}").Should().Be(1);
        ValueOf(text, "poczekalnia_audit_findings{rule=\"streams\"}").Should().Be(1);
        ValueOf(text, "poczekalnia_audit_last_look_timestamp_seconds").Should().BePositive();
    }

    [Fact]
    public async Task Who_may_read_them_is_a_setting()
    {
        await using var open = await ServedTown.New(postgres);
        await using var closed = await ServedTown.New(
            postgres, settings: HostSettings.Usual with { Metrics = MetricsReaders.Operator });

        (await open.Read(MetricsQuery.Address)).Should().NotBeEmpty();
        (await closed.Send(null, "GET", MetricsQuery.Address)).Code.Should().Be("unauthenticated");
        (await closed.Send(ServedTown.Staff, "GET", MetricsQuery.Address)).Code.Should().Be("role-not-allowed");
    }

    private static double ValueOf(string text, string sample)
    {
        var lines = text.Split('\n').Where(line => line.StartsWith($"{sample.Trim()} ", StringComparison.Ordinal));
        var line = lines.Should().ContainSingle("{0} is in {1}", sample, text).Subject;
        return double.Parse(line[line.LastIndexOf(' ')..], CultureInfo.InvariantCulture);
    }

    private static async Task Until(Func<Task<bool>> so)
    {
        while (!await so())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex(
        """^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.E+-]+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("^# TYPE ([a-z_]+) (gauge|counter|histogram)$", RegexOptions.Multiline)]
    private static partial Regex Described();

    [GeneratedRegex("^([a-z_]+)", RegexOptions.Multiline)]
    private static partial Regex Named();
}
