using Poczekalnia.CaseFiles;
using Poczekalnia.Reporting;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Poczekalnia.Tests.Reporting;

/// <summary>The tables of a run are those of its case file, to the byte.</summary>
public sealed class TableRecorderTests
{
    [Theory]
    [InlineData("tiny")]
    [InlineData("mass-cancellation")]
    public void A_run_writes_the_tables_that_are_made_of_its_case_file(string name)
    {
        var scenario = ScenarioFile.Read(name).Scenario!;
        var (recorded, read) = (new Dictionary<string, MemoryStream>(), new Dictionary<string, MemoryStream>());
        var file = new MemoryStream();
        using (var writer = new CaseFileWriter(file, leaveOpen: true))
        using (var tables = new TableRecorder(table => recorded[table] = new MemoryStream()))
        {
            var recorder = new CaseFileRecorder(writer);
            var policies = Shipped.Policies();
            recorder.Begin(
                new Manifest(scenario.Name, "1", "c", "t", WarsawTime.ToInstant(scenario.From)), policies,
                Shipped.Scopes());
            new World(scenario, scenario.Seed, false, policies, () => new RankIndex(), [recorder, tables])
                .Run(_ => { }, CancellationToken.None);
            tables.End();
            recorder.End(complete: true);
        }

        Tables.Write(CaseFile.Open(() => new MemoryStream(file.ToArray())), table => read[table] = new MemoryStream());

        recorded.Keys.Should().BeEquivalentTo(Tables.Columns.Keys);
        foreach (var table in Tables.Columns.Keys)
        {
            recorded[table].ToArray().AsSpan().SequenceEqual(read[table].ToArray()).Should().BeTrue("of {0}", table);
        }
    }
}
