using Poczekalnia.Commands;
using Scheduling.Host.Auditing;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>Whether a database is as it should be after whatever happened to it.</summary>
internal static class Sound
{
    /// <summary>
    /// The auditor finds nothing, nothing was put aside, and the independent checkers of the simulator find nothing in
    /// what is exported.
    /// </summary>
    /// <returns>What was exported.</returns>
    public static async Task<History> Check(TestDatabase database, string folder, string name = "exported")
    {
        var path = Path.Combine(folder, $"{name}.ndjson");
        await StoredPolicies.Keep(database.Source, PolicyFile.Shipped());
        await using (var target = File.Create(path))
        {
            await new CaseExport(database.Source, target) { AsIs = true }.Write(name);
        }

        var (file, checks) = CheckCommand.Check(path);
        file.Complete.Should().BeTrue();
        checks.Checks.Where(check => !check.IsRemark).SelectMany(check => check.Findings).Should().BeEmpty();
        checks.Violations.Should().Be(0);
        (await new Auditor(database.Source, new EventStore(database.Source)).Audit()).Should().BeEmpty();
        (await new DueItems(database.Source).Parked()).Should().BeEmpty();
        return History.Of(path);
    }
}
