using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Scheduling.Domain.Tests;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>
/// PostgreSQL goes away under requests: they are told when to come back, and come back with the same keys until they
/// are answered. Nothing is lost and nothing doubled.
/// </summary>
public sealed partial class HttpOutageTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Says for how many seconds the server is away; a few, if it is not set.</summary>
    private const string OutageVariable = "SCHEDULING_TEST_OUTAGE_SECONDS";

    private const int UsualSeconds = 5;
    private const int Clients = 4;
    private const int AnsweredBefore = 20;
    private const int RefusedMeanwhile = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-http-outage-").FullName;
    private readonly HttpClient _client = new();
    private volatile bool _isEnough;
    private int _made;
    private int _answered;
    private int _refused;

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Requests_are_told_when_to_come_back_and_nothing_is_lost_or_doubled()
    {
        var folder = new LocalFolder(
            LocalFolder.HomeBelow(RepositoryFiles.PathOf(".")),
            string.Create(CultureInfo.InvariantCulture, $"http-outage-{Environment.ProcessId}"));
        var server = await LocalPostgres.Start(folder);
        try
        {
            await using var database = await TestDatabase.On(server, "outage");
            await using var town = await Town.On(database);
            await using var node = HostProcess.Start(
                database.Database.Connection,
                [("POCZEKALNIA_KEYS", _folder)],
                "--url", "http://127.0.0.1:0", "--frozen-at", "2026-09-07T08:00:00Z");
            var url = (await node.UntilItSays(ServingOn())).Groups[1].Value;
            var clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Work(url)));
            await Until(() => _answered >= AnsweredBefore, clients);

            await server.DisposeAsync();
            await Task.WhenAll(
                Task.Delay(TimeSpan.FromSeconds(Seconds)), Until(() => _refused >= RefusedMeanwhile, clients));
            var before = _answered;
            server = await LocalPostgres.Start(folder);
            await Until(() => _answered >= before + AnsweredBefore, clients);
            _isEnough = true;
            await clients;

            // Those that the pool has kept are of the server before.
            database.Source.Clear();
            output.WriteLine(FormattableString.Invariant(
                $"{Seconds} s away: {before} answered before, {_refused} told to come back, {_answered} in the end"));
            (await database.Number($"select count(*) from scheduling.mt_streams where type = 'referral'"))
                .Should().Be(_made);
            (await database.Number($"select count(*) from scheduling.mt_streams where type = 'slot'"))
                .Should().Be(_made);
            (await database.Number($"""
                select count(*) from scheduling.mt_events where type in ('referral_issued', 'slot_published')
                """)).Should().Be(2 * _made);

            // What was published last the matcher may still have in hand.
            while (await database.Number($"select count(*) from scheduling.mt_events where type = 'slot_released'")
                < _made)
            {
                node.HasEnded.Should().BeFalse("the node said: {0}", node.Output);
                await Task.Delay(20);
            }

            await Sound.Check(database, _folder);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder.Root, recursive: true);
            File.Delete($"{folder.Root}.lock");
        }
    }

    private static int Seconds =>
        int.TryParse(Environment.GetEnvironmentVariable(OutageVariable), out var seconds) ? seconds : UsualSeconds;

    private async Task Work(string url)
    {
        while (!_isEnough)
        {
            var number = Interlocked.Increment(ref _made);
            await Ask(url, "/referrals", $"referral {number}", $$"""
                {"patient": "{{new Somebody($"patient {number}", number).Patient}}", "scope": "02.1100.001.02",
                 "form": "electronic", "category": "stable"}
                """);
            var start = new LocalDateTime(2026, 9, 21, 8, 0).PlusMinutes(number);
            await Ask(url, "/slots", $"slot {number}", $$$"""
                {"place": "{{{Cast.Near}}}", "offer": {"scope": "02.1100.001.02", "kind": "first-time",
                 "mode": "in-person", "start": "{{{start:yyyy-MM-ddTHH:mm:ss}}}", "minutes": 20}}
                """);
            Interlocked.Increment(ref _answered);
        }
    }

    // The same request under the same key, until it is answered.
    private async Task Ask(string url, string path, string key, string body)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url + path))
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await _client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode is HttpStatusCode.Created)
            {
                return;
            }

            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, text);
            answer.Headers.RetryAfter!.Delta.Should().BePositive();
            using var problem = JsonDocument.Parse(text);
            problem.RootElement.GetProperty("code").GetString().Should().BeOneOf("database-away", "busy");
            Interlocked.Increment(ref _refused);
            await Task.Delay(100);
        }
    }

    private string Token() => LocalIssuer.In(_folder).Issue(
        new Caller(AccessRole.Operator, "operator", Channel: Scheduling.Domain.Channel.Internal),
        SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife);

    private static async Task Until(Func<bool> so, Task clients)
    {
        while (!so())
        {
            // Whoever was answered otherwise than expected has ended.
            (await Task.WhenAny(clients, Task.Delay(20)) == clients && clients.IsFaulted).Should().BeFalse(
                "{0}", clients.Exception);
        }
    }

    [GeneratedRegex(@"serving on (\S+),")]
    private static partial Regex ServingOn();
}
