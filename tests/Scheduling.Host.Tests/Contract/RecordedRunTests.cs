using System.Text;
using NodaTime;
using NodaTime.Text;
using Poczekalnia.CaseFiles;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Contract;

/// <summary>
/// The commands of a simulated run, given to the Host's executor one by one at the instants they were decided at,
/// those of matcher and due work among them: the same refusals, and the same events in the same order.
/// </summary>
public sealed class RecordedRunTests(Postgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-recorded-").FullName;

    // Two with faults, and two that stand for the rest, which LockStepTests leads through the whole engine.
    public static TheoryData<string> Scenarios =>
    [
        "no-matcher-running", "contract-end-with-a-kill", "what-a-booking-needs", "days-cancelled-at-once",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_executor_decides_a_recorded_run_as_the_simulator_did(string scenario)
    {
        ScenarioRun.Execute(new RunRequest($"steps/{scenario}", null, null, null, _folder));
        var path = Path.Combine(_folder, "case.ndjson");
        await using var database = await postgres.NewDatabase();
        var clock = new VirtualClock(Instant.FromUtc(2020, 1, 1, 0, 0));
        var store = new EventStore(database.Source);
        var executor = new Executor(
            store, new CommandLog(database.Source), Shipped.Policies().ByReference, clock);

        foreach (var each in CaseCommand.ReadAll(CaseLines.Read(path)))
        {
            clock.MoveTo(each.Now);
            var outcome = await executor.Run(each.Command);
            outcome.IsAccepted.Should().Be(!each.WasRefused, "line {0} of the case file says so", each.Line);
        }

        var file = CaseFile.Open(path);
        var expected = file.Lines().Where(line => line.Type == "event").Select(line => CaseEvent.Of(line))
            .Select(each => Line(each.Place.Stream, each.Place.Version, each.Event))
            .ToList();
        var stored = await store.ReadAfter(0, int.MaxValue);
        stored.Select(each => Line(each.Stream, each.Version, each.Event)).Should().Equal(expected);
        expected.Should().NotBeEmpty();

        var notices = file.Lines().Where(line => line.Type == "notice" && line.Body.TryGetProperty("cause", out _))
            .Select(line => $"{line.Body.GetProperty("key")} {line.Body.GetProperty("cause")}");
        (await database.Rows($"select key, cause from scheduling.notice_intents order by ordinal"))
            .Should().Equal(notices);
    }

    private static string Line(StreamId stream, long version, DomainEvent happened) =>
        $"{stream} {version} {InstantPattern.ExtendedIso.Format(happened.At)} {EventNames.NameOf(happened)} "
        + Encoding.UTF8.GetString(EventJson.Write(happened));
}
