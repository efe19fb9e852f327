using NodaTime;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Tests.CaseFiles;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>
/// The scripted scenarios over HTTP: a served engine on a virtual clock does what the simulator does.
/// </summary>
public sealed class DriveTests(Postgres postgres) : IDisposable
{
    private static readonly Caller Driver = new(AccessRole.Operator, "driver");

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-drive-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(LockStepTests.Scenarios), MemberType = typeof(LockStepTests))]
    public async Task A_served_engine_does_what_the_simulator_does(string scenario)
    {
        var path = Path.Combine(_folder, "case.ndjson");
        ScenarioRun.Execute(new RunRequest($"steps/{scenario}", null, null, null, _folder)).Should().Be(0);
        await using var node = await DrivenNode.Start(postgres, _folder);

        var (code, said) = Drive(path, node.Url, node.TokenOf(Driver));

        code.Should().Be(0, said);
        said.Should().Contain(" 0 answered otherwise").And.Contain(" 0 other than in the file");
    }

    [Fact]
    public async Task What_the_engine_does_otherwise_is_shown_and_so_is_an_engine_that_was_used_before()
    {
        var path = Path.Combine(_folder, "case.ndjson");
        ScenarioRun.Execute(new RunRequest("steps/tie-at-the-same-instant", null, null, null, _folder)).Should().Be(0);
        await using var node = await DrivenNode.Start(postgres, _folder);
        await node.Interrupt(Interruption.MatcherStopped);

        var (code, said) = Drive(path, node.Url, node.TokenOf(Driver));
        code.Should().Be(1, said);
        said.Should().Contain("the assignments in order agree up to number 0")
            .And.Contain("', not 'nothing'");

        (code, said) = Drive(path, node.Url, node.TokenOf(Driver));
        code.Should().Be(2);
        said.Should().Contain("has a history already");
    }

    [Fact]
    public void An_engine_that_cannot_be_driven_is_named_with_the_cure()
    {
        Drive("steps/tiny", "nowhere", "token").Should().Be((2, "--url nowhere is no address such as "
            + $"http://127.0.0.1:5180.{Environment.NewLine}"));
        Drive("steps/tiny", "http://127.0.0.1:1", null).Said.Should().Contain("./run host token --role operator");
    }

    private static (int Code, string Said) Drive(string path, string url, string? token)
    {
        using var said = new StringWriter();
        return (DriveCommand.Run(path, url, token, said, said), said.ToString());
    }

    /// <summary>A node whose clock moves only when it is told to.</summary>
    private sealed class DrivenNode : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly TestDatabase _database;
        private readonly EngineService _engine;
        private readonly string _keys;
        private HttpServer? _server;
        private Task _work = Task.CompletedTask;

        private DrivenNode(TestDatabase database, string keys)
        {
            (_database, _keys) = (database, keys);
            _engine = new EngineService(
                database.Database, Shipped.Policies().ByReference, new VirtualClock(Instant.FromUtc(2020, 1, 1, 0, 0)),
                _ => { }, isDriven: true);
        }

        public string Url => _server!.Url;

        public static async Task<DrivenNode> Start(Postgres postgres, string keys)
        {
            var node = new DrivenNode(await postgres.NewDatabase(), keys);
            node._server = await HttpServer.Start(node._engine, node._database.Source, keys, "http://127.0.0.1:0");
            node._work = node._engine.Run(node._stop.Token);
            return node;
        }

        public string TokenOf(Caller caller) => LocalIssuer.In(_keys).Issue(
            caller, SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife);

        /// <summary>Takes something from the engine that the file does not say.</summary>
        public Task Interrupt(Interruption what) => _engine.Virtual!.Interrupt(what, 0, null, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work;
            await _server!.DisposeAsync();
            await _engine.DisposeAsync();
            await _database.DisposeAsync();
            _stop.Dispose();
        }
    }
}
