using NodaTime;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.CaseFiles;

/// <summary>What the Host exports is a case file, and the simulator's checkers find nothing wrong in it.</summary>
public sealed class CaseExportTests(Postgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("return-with-the-order-kept")]
    [InlineData("days-cancelled-at-once")]
    [InlineData("screening-without-a-list")]
    [InlineData("reschedule-takes-its-reminders-along")]
    public async Task The_independent_checkers_find_no_violation_in_what_the_Host_exports(string scenario)
    {
        ScenarioRun.Execute(new RunRequest($"steps/{scenario}", null, null, null, _folder));
        await using var database = await postgres.NewDatabase();
        var clock = new VirtualClock(Instant.FromUtc(2020, 1, 1, 0, 0));
        var steps = new LockStep(new VirtualEngine(database.Source, Shipped.Policies().ByReference, clock));
        await steps.Apply(CaseStep.ReadAll(CaseLines.Read(Path.Combine(_folder, "case.ndjson"))));

        var path = Path.Combine(_folder, "exported.ndjson");
        await using (var target = File.Create(path))
        {
            await StoredPolicies.Keep(database.Source, PolicyFile.Shipped());
            await new CaseExport(database.Source, target).Write(scenario);
        }

        var (file, checks) = CheckCommand.Check(path);
        file.Complete.Should().BeTrue();
        file.Lines().Count(line => line.Type == "event")
            .Should().Be((int)await database.Number($"select count(*) from scheduling.mt_events"));
        checks.Checks.Where(check => !check.IsRemark).SelectMany(check => check.Findings).Should().BeEmpty();
        checks.Violations.Should().Be(0);
    }
}
