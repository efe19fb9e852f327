using NodaTime;
using Poczekalnia.CaseFiles;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Notices;

namespace Poczekalnia.Tests.Reporting;

/// <summary>What is written down beside a run is what the run recorded.</summary>
public sealed class RecorderBesideTests
{
    /// <summary>Long enough for many pages, and for the matcher to meet queues, returns and free times.</summary>
    [Fact]
    public void Three_weeks_of_orthopaedics_are_written_down_beside_the_run_as_within_it_and_violate_nothing()
    {
        var whole = ScenarioFile.Read("orthopaedics-slaskie").Scenario!;
        var scenario = whole with { Days = 21, Places = [.. whole.Places.Take(12)] };

        var within = Run(scenario, recorder => recorder);
        var beside = Run(scenario, recorder => new RecorderBeside(recorder));

        beside.AsSpan().SequenceEqual(within).Should().BeTrue();
        var runner = CheckCommand.Check(beside);
        runner.Checks.Where(check => !check.IsRemark).SelectMany(check => check.Findings).Should().BeEmpty();
        runner.Checks.Single(check => check.Name == "nobody-passed-over").Examined.Should().BePositive();
    }

    [Fact]
    public void What_a_listener_throws_ends_the_run()
    {
        var act = () => Run(ScenarioFile.Read("tiny").Scenario!, _ => new RecorderBeside(new FullDisk()));

        act.Should().Throw<IOException>();
    }

    private static byte[] Run(Scenario scenario, Func<CaseFileRecorder, IRunListener> listen)
    {
        var lines = new MemoryStream();
        using var file = new CaseFileWriter(lines, leaveOpen: true);
        var recorder = new CaseFileRecorder(file);
        var policies = Shipped.Policies();
        recorder.Begin(
            new Manifest(scenario.Name, "1", "c", "t", WarsawTime.ToInstant(scenario.From)), policies,
            Shipped.Scopes());
        var listener = listen(recorder);
        using (var beside = listener as RecorderBeside)
        {
            new World(scenario, scenario.Seed, false, policies, () => new RankIndex(), [listener])
                .Run(_ => { }, CancellationToken.None);
            beside?.End();
        }

        recorder.End(complete: true);
        return lines.ToArray();
    }

    private sealed class FullDisk : IRunListener
    {
        public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy) =>
            throw new IOException("No space left.");

        public void OnEvent(RecordedEvent recorded, Command command)
        {
        }

        public void OnNotice(NoticeIntent notice, Instant at, long? cause)
        {
        }

        public void OnDue(Due due)
        {
        }
    }
}
