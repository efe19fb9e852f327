using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Poczekalnia.CaseFiles;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.CaseFiles;

/// <summary>
/// The proof that the simulator tells the truth about the product: what came from outside in a simulated run is given
/// to
/// the Host, whose own matcher, due work and processes come to the same life of every stream and the same order of
/// assignments.
/// </summary>
public sealed partial class LockStepTests(Postgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-lockstep-").FullName;

    public static TheoryData<string> Scenarios =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf("scenarios/steps"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => Path.GetFileNameWithoutExtension(path)),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_Host_comes_to_the_same_as_the_simulator(string scenario)
    {
        var (path, told) = Run(scenario);
        await using var database = await postgres.NewDatabase();
        var steps = On(database);

        await steps.Apply(CaseStep.ReadAll(CaseLines.Read(path)));

        steps.Deviations.Should().BeEmpty();
        var done = await Done(database);
        Assigned(done).Should().Equal(Assigned(told));
        Lives(done).Should().Equal(Lives(told));
        steps.Given.Should().BeGreaterThan(0);

        var notices = CaseFile.Open(path).Lines().Where(line => line.Type == "notice")
            .Select(line => line.Body.GetProperty("key").GetString());
        (await database.Rows($"select key from scheduling.notice_intents")).Should().BeEquivalentTo(notices);
        (await new DueItems(database.Source).Parked()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("mass-publish-racing-the-unblock")]
    [InlineData("return-with-the-order-kept")]
    [InlineData("criteria-change-against-open-slots")]
    [InlineData("days-cancelled-at-once")]
    [InlineData("suspended-place")]
    public async Task An_engine_that_is_started_anew_before_every_line_gives_the_same_in_the_same_order(string scenario)
    {
        var (path, told) = Run(scenario);
        await using var database = await postgres.NewDatabase();

        await On(database).Apply(CaseStep.ReadAll(CaseLines.Read(path)).SelectMany(step => step is CasePolicy
            ? [step]
            : (CaseStep[])[new CaseInterruption(step.Line, step.Now, Interruption.EngineStarted), step]));

        var done = await Done(database);
        Assigned(done).Should().Equal(Assigned(told)).And.NotBeEmpty();
        Lives(done).Should().Equal(Lives(told));
    }

    [Theory]
    [InlineData("no-matcher-running")]
    [InlineData("contract-end-with-a-kill")]
    public async Task Broken_off_at_any_line_about_an_interruption_and_taken_up_again_it_comes_to_the_same(
        string scenario)
    {
        var (path, told) = Run(scenario);
        var file = CaseStep.ReadAll(CaseLines.Read(path)).ToList();
        var from = file.FindIndex(step => step is CaseInterruption) - 2;
        var to = file.FindLastIndex(step => step is CaseInterruption) + 3;

        for (var line = from; line <= to; line++)
        {
            await using var database = await postgres.NewDatabase();
            var first = () => On(database).Apply(BrokenOff(file, line));
            await first.Should().ThrowAsync<IOException>();

            // What it knew in memory is gone; its clock stands where the database says.
            var steps = On(database, await StoredClock.Read(database.Source));
            await steps.Apply(file);

            steps.Deviations.Should().BeEmpty();
            Lives(await Done(database)).Should().Equal(Lives(told), "it was broken off at {0}", file[line]);
        }
    }

    private (string Path, List<(StreamId Stream, DomainEvent Event)> Told) Run(string scenario)
    {
        ScenarioRun.Execute(new RunRequest($"steps/{scenario}", null, null, null, _folder));
        var path = Path.Combine(_folder, "case.ndjson");
        return (path, [
            .. CaseFile.Open(path).Lines().Where(line => line.Type == "event").Select(line => CaseEvent.Of(line))
                .Select(each => (each.Place.Stream, each.Event)),
        ]);
    }

    private static async Task<List<(StreamId Stream, DomainEvent Event)>> Done(TestDatabase database) =>
    [
        .. (await new EventStore(database.Source).ReadAfter(0, int.MaxValue))
            .Select(each => (each.Stream, each.Event)),
    ];

    private static LockStep On(TestDatabase database, Instant? now = null) =>
        new(new VirtualEngine(
            database.Source, Shipped.Policies().ByReference,
            new VirtualClock(now ?? Instant.FromUtc(2020, 1, 1, 0, 0))));

    private static IEnumerable<CaseStep> BrokenOff(List<CaseStep> file, int at)
    {
        for (var i = 0; i < at; i++)
        {
            yield return file[i];
        }

        throw new IOException("The file ends here.");
    }

    /// <summary>Every stream with what happened in it, whatever its events' positions.</summary>
    private static IEnumerable<string> Lives(IEnumerable<(StreamId Stream, DomainEvent Event)> log) =>
        log.GroupBy(each => each.Stream, each => each.Event).OrderBy(stream => stream.Key)
            .SelectMany(stream => stream.Select((happened, i) => $"{stream.Key} {i + 1} {Text(happened)}"));

    /// <summary>The order in which the slots of each scope were given away.</summary>
    private static IEnumerable<string> Assigned(IReadOnlyList<(StreamId Stream, DomainEvent Event)> log)
    {
        var scopes = log.Where(each => each.Event is SlotEvent.SlotPublished)
            .ToDictionary(each => each.Stream, each => ((SlotEvent.SlotPublished)each.Event).Scope);
        return log.Where(each => each.Event is SlotEvent.SlotAssigned).GroupBy(each => scopes[each.Stream])
            .OrderBy(scope => scope.Key)
            .SelectMany(scope => scope.Select(each => $"{scope.Key} {each.Stream} {Text(each.Event)}"));
    }

    // How far the matcher had read is a position, and positions may differ.
    private static string Text(DomainEvent happened) =>
        $"{InstantPattern.ExtendedIso.Format(happened.At)} {EventNames.NameOf(happened)} "
        + AsOf().Replace(Encoding.UTF8.GetString(EventJson.Write(happened)), "");

    [GeneratedRegex("\"asOf\":[0-9]+,?")]
    private static partial Regex AsOf();
}
