using NodaTime;
using Poczekalnia.Reporting;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Tests.Support;

/// <summary>The history of a simulated run, as the Host's own executor decides it.</summary>
internal static class RecordedRun
{
    /// <summary>Gives the commands of a scenario to the executor, one by one at the instants they were decided
    /// at; the clock stands where the last one was.</summary>
    public static async Task<IClock> Play(TestDatabase database, string scenario)
    {
        var folder = Directory.CreateTempSubdirectory("scheduling-played-").FullName;
        try
        {
            ScenarioRun.Execute(new RunRequest($"steps/{scenario}", null, null, null, folder));
            var clock = new VirtualClock(Instant.FromUtc(2020, 1, 1, 0, 0));
            var executor = new Executor(
                new EventStore(database.Source), new CommandLog(database.Source), Shipped.Policies().ByReference,
                clock);
            foreach (var each in CaseCommand.ReadAll(CaseLines.Read(Path.Combine(folder, "case.ndjson"))))
            {
                clock.MoveTo(each.Now);
                (await executor.Run(each.Command)).IsAccepted.Should().Be(!each.WasRefused);
            }

            return clock;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
