using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>A node that is told to stop says so first, ends what is in hand and takes no more.</summary>
public sealed partial class StoppedHostTests(Postgres postgres) : IDisposable
{
    private const string Referral = """
        {"patient": "0190a6c2-0000-8000-8000-000000000001", "scope": "02.1100.001.02", "form": "electronic",
         "category": "stable"}
        """;

    private readonly string _keys = Directory.CreateTempSubdirectory("scheduling-keys-").FullName;
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_keys, recursive: true);
    }

    [Fact]
    public async Task What_is_in_hand_is_ended_and_the_node_is_not_ready_meanwhile()
    {
        await using var town = await Town.New(postgres);
        await using var node = Serve(town, drain: 2, stop: 60);
        var url = (await node.UntilItSays(ServingOn())).Groups[1].Value;
        (await _client.GetAsync(new Uri($"{url}/health/ready"))).StatusCode.Should().Be(HttpStatusCode.OK);
        await using var connection = await town.Database.Source.OpenConnectionAsync();
        await using var blocking = await connection.BeginTransactionAsync();
        await Execute(connection, "lock table scheduling.requests in exclusive mode");

        var inHand = Post(url);
        await UntilSomebodyWaits(town);
        await node.Terminate();
        await UntilNotReady(url);
        await blocking.RollbackAsync();

        (await inHand).StatusCode.Should().Be(HttpStatusCode.Created);
        await node.EndWell();
        node.Output.Should().Contain("stopped: what was in hand is finished");
    }

    [Fact]
    public async Task Who_does_not_end_in_time_is_given_up_and_the_node_stops()
    {
        await using var town = await Town.New(postgres);
        await using var node = Serve(town, drain: 0, stop: 1);
        var url = (await node.UntilItSays(ServingOn())).Groups[1].Value;
        await using var connection = await town.Database.Source.OpenConnectionAsync();
        await using var blocking = await connection.BeginTransactionAsync();
        await Execute(connection, "lock table scheduling.requests in exclusive mode");

        var inHand = Post(url);
        await UntilSomebodyWaits(town);
        await node.Terminate();
        await node.EndWell();

        var lost = async () => (await inHand).EnsureSuccessStatusCode();
        await lost.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task What_it_says_as_JSON_can_be_read_line_by_line_with_the_correlation()
    {
        await using var town = await Town.New(postgres);
        await using var node = HostProcess.Start(
            town.Database.Database.Connection,
            [("POCZEKALNIA_LOG", "json"), ("POCZEKALNIA_KEYS", _keys)],
            "serve", "--url", "http://127.0.0.1:0", "--frozen-at", "2026-09-07T08:00:00Z",
            "--log-level", "information");
        var url = (await node.UntilItSays(ServingOn())).Groups[1].Value;
        var correlation = Ids.Derive("a correlation");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{url}/made/up"));
        request.Headers.Add("X-Correlation-Id", $"{correlation}");

        using var answer = await _client.SendAsync(request);
        var line = (await node.UntilItSays(RequestLine())).Value;

        using var said = JsonDocument.Parse(line);
        said.RootElement.GetProperty("Scopes").EnumerateArray()
            .Where(scope => scope.TryGetProperty("CorrelationId", out _))
            .Select(scope => scope.GetProperty("CorrelationId").GetString()).Should().Equal($"{correlation}");
        said.RootElement.GetProperty("State").GetProperty("Status").GetInt32().Should().Be(404);
    }

    [Fact]
    public async Task Production_does_not_start_with_what_was_only_made_up_for_a_trial()
    {
        await using var town = await Town.New(postgres);
        await using var node = HostProcess.Start(
            town.Database.Database.Connection,
            [("POCZEKALNIA_ENVIRONMENT", "production"), ("POCZEKALNIA_KEYS", _keys)], "--url", "http://127.0.0.1:0");

        (await node.End()).Should().Be(2);
        node.Output.Should().Contain("POCZEKALNIA_ISSUER_AUTHORITY: ").And.Contain("POCZEKALNIA_KEYS: ")
            .And.Contain("POCZEKALNIA_URL: ").And.NotContain("serving");
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_its_name_and_its_cure()
    {
        await using var town = await Town.New(postgres);
        await using var node = HostProcess.Start(
            town.Database.Database.Connection,
            [("POCZEKALNIA_LOG", "xml")], "serve");

        (await node.End()).Should().Be(2);
        node.Output.Should().Contain("POCZEKALNIA_LOG: 'xml' will not do. Write one of simple, json.");
    }

    private HostProcess Serve(Town town, int drain, int stop) =>
        HostProcess.Start(
            town.Database.Database.Connection, [("POCZEKALNIA_KEYS", _keys)],
            "serve", "--url", "http://127.0.0.1:0", "--frozen-at", "2026-09-07T08:00:00Z",
            "--drain-seconds", $"{drain}", "--stop-seconds", $"{stop}");

    private async Task<HttpResponseMessage> Post(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{url}/referrals"))
        {
            Content = new StringContent(Referral, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LocalIssuer.In(_keys).Issue(
            new Caller(AccessRole.Staff, "staff", Place: Cast.Near), SystemClock.Instance.GetCurrentInstant(),
            LocalIssuer.UsualLife));
        request.Headers.Add("Idempotency-Key", "one");
        return await _client.SendAsync(request);
    }

    private async Task UntilNotReady(string url)
    {
        while (true)
        {
            using var answer = await _client.GetAsync(new Uri($"{url}/health/ready"));
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                (await answer.Content.ReadAsStringAsync()).Should().Contain("\"stopping\"");
                return;
            }

            await Task.Delay(20);
        }
    }

    private static async Task UntilSomebodyWaits(Town town)
    {
        while (await town.Database.Number($"""
            select count(*) from pg_locks where not granted and relation = 'scheduling.requests'::regclass
            """) == 0)
        {
            await Task.Delay(20);
        }
    }

    private static async Task Execute(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"serving on (\S+),")]
    private static partial Regex ServingOn();

    [GeneratedRegex(@"\{.*/made.*\}|\{.*""none"".*\}")]
    private static partial Regex RequestLine();
}
