using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Poczekalnia.CaseFiles;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
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
        await using var database = await Lived(scenario);
        foreach (var asIs in (bool[])[true, false])
        {
            var path = await Export(database, asIs);

            var (file, checks) = CheckCommand.Check(path);
            file.Complete.Should().BeTrue();
            file.Manifest.Pseudonymised.Should().Be(!asIs);
            file.Lines().Count(line => line.Type == "event")
                .Should().Be((int)await database.Number($"select count(*) from scheduling.mt_events"));
            checks.Checks.Where(check => !check.IsRemark).SelectMany(check => check.Findings).Should().BeEmpty();
            checks.Violations.Should().Be(0);
        }
    }

    [Theory]
    [InlineData("return-with-the-order-kept")]
    [InlineData("one-report-per-service")]
    public async Task Unless_they_keep_their_names_patients_have_others_the_same_throughout_the_file(string scenario)
    {
        await using var database = await Lived(scenario);
        var (clear, renamed) = (
            await File.ReadAllTextAsync(await Export(database, asIs: true)),
            await File.ReadAllTextAsync(await Export(database, asIs: false)));

        // In the order in which they are first named: a patient stands where a patient stood.
        var (patients, others) = (PatientsIn(clear), PatientsIn(renamed));
        others.Should().HaveSameCount(patients).And.NotIntersectWith(patients);
        patients.Should().HaveCountGreaterThan(1);
        foreach (var (patient, other) in patients.Zip(others))
        {
            renamed.Should().NotContain(patient);
            Count(renamed, other).Should().Be(Count(clear, patient));
        }

        var reports = Regex.Matches(renamed, "\"stream\":\"report/([0-9a-f-]+)\"").Select(each => each.Groups[1].Value);
        reports.Should().NotBeEmpty().And.OnlyContain(report => !clear.Contains(report, StringComparison.Ordinal));
        var again = PatientsIn(await File.ReadAllTextAsync(await Export(database, asIs: false)));
        again.Should().NotIntersectWith(others, "two files cannot be put together");
    }

    [Fact]
    public async Task About_an_appointment_there_is_what_is_related_and_nothing_else()
    {
        await using var database = await Lived("return-with-the-order-kept");
        var all = CaseFile.Open(await Export(database, asIs: true, name: "all"));
        var booked = CaseEvents(all).First(each => each.Event is AppointmentEvent.AppointmentBooked);
        var about = (AppointmentEvent.AppointmentBooked)booked.Event;

        var path = await Export(database, asIs: true, booked.Place.Stream);
        var part = CaseFile.Open(path);

        part.Manifest.Partial.Should().BeTrue();
        var streams = CaseEvents(part).Select(each => each.Place.Stream).Distinct().ToList();
        streams.Should().Contain([booked.Place.Stream, about.Slot, about.Place, StreamId.WindowOf(about.Scope)])
            .And.Contain((StreamId)about.Report!.Value).And.Contain((StreamId)about.Referral!.Value);
        foreach (var stream in streams)
        {
            CaseEvents(part).Count(each => each.Place.Stream == stream)
                .Should().Be(CaseEvents(all).Count(each => each.Place.Stream == stream), "{0} is whole", stream);
        }

        var strangers = PatientsIn(Text(all)).Except([$"{about.Patient}"]).ToList();
        strangers.Should().NotBeEmpty();
        Text(part).Should().NotContainAny(strangers);
        CheckCommand.Check(path).Runner.Violations.Should().Be(0);

        await FluentActions.Awaiting(() => Export(database, asIs: true, new AppointmentId(Guid.Empty)))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*does not know appointment/0000*");
    }

    private async Task<TestDatabase> Lived(string scenario)
    {
        ScenarioRun.Execute(new RunRequest($"steps/{scenario}", null, null, null, _folder));
        var database = await postgres.NewDatabase();
        var clock = new VirtualClock(Instant.FromUtc(2020, 1, 1, 0, 0));
        var steps = new LockStep(new VirtualEngine(database.Source, Shipped.Policies().ByReference, clock));
        await steps.Apply(CaseStep.ReadAll(
            Scheduling.Host.CaseFiles.CaseLines.Read(Path.Combine(_folder, "case.ndjson"))));
        await StoredPolicies.Keep(database.Source, PolicyFile.Shipped());
        return database;
    }

    private async Task<string> Export(
        TestDatabase database, bool asIs, StreamId? about = null, string name = "exported")
    {
        var path = Path.Combine(_folder, $"{name}.ndjson");
        await using var target = File.Create(path);
        await new CaseExport(database.Source, target) { AsIs = asIs, About = about }.Write(name);
        return path;
    }

    private static IEnumerable<CaseEvent> CaseEvents(CaseFile file) =>
        file.Lines().Where(line => line.Type == "event").Select(CaseEvent.Of);

    private static string Text(CaseFile file) =>
        string.Concat(file.Lines().Select(line => Encoding.UTF8.GetString(line.Utf8.Span)));

    private static List<string> PatientsIn(string file) =>
        [.. Regex.Matches(file, "\"patient\":\"([0-9a-f-]+)\"").Select(each => each.Groups[1].Value).Distinct()];

    private static int Count(string text, string part) => Regex.Count(text, part);
}
