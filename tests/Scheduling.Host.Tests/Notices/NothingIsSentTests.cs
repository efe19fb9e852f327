using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Commands;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>
/// Only what a served node decides goes out: nothing that was applied, advanced or built anew ever does.
/// </summary>
public sealed class NothingIsSentTests(Postgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-quiet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_applied_or_advanced_is_not_sent_when_the_database_is_served_later()
    {
        ScenarioRun.Execute(new RunRequest(
            "steps/reschedule-takes-its-reminders-along", null, null, null, _folder));
        await using var database = await postgres.NewDatabase();
        await Run(database, "apply", Path.Combine(_folder, "case.ndjson"));
        await KnowEverybody(database);
        await Run(database, "advance", "7d");
        await Run(database, "settle");
        await Run(database, "rebuild", "all");
        var intents = await database.Number($"select count(*) from scheduling.notice_intents");
        intents.Should().BeGreaterThan(3);
        (await database.Number($"select count(*) from scheduling.deliveries")).Should().Be(0);

        await using var host = HostProcess.Start(
            database.Database.Connection, [(NoticeSettings.FolderSetting.Variable, _folder)], "serve", "--url",
            "http://127.0.0.1:0");
        await host.Url();
        await TellSomething(database);

        // It works through its deliveries in their order: what came before would have gone out by now.
        while (await database.Number($"select count(*) from scheduling.deliveries where state = 'sent'") == 0)
        {
            await Task.Delay(20);
        }

        var file = Path.Combine(_folder, FileSender.FileName);
        (await File.ReadAllLinesAsync(file)).Should().ContainSingle().Which.Should().Contain("put-on-list");
        (await database.Number($"select count(*) from scheduling.deliveries")).Should().Be(1);
        (await database.Number($"select count(*) from scheduling.notice_intents")).Should().Be(intents + 1);
    }

    private static async Task Run(TestDatabase database, params string[] arguments)
    {
        await using var host = HostProcess.Start(database.Database.Connection, arguments);
        await host.EndWell();
    }

    private static async Task KnowEverybody(TestDatabase database)
    {
        var register = Register(database);
        var recipients = await database.Rows($"""
            select distinct split_part(recipient, '/', 2) from scheduling.notice_intents
            where recipient like 'patient/%'
            """);
        recipients.Should().NotBeEmpty();
        for (var i = 0; i < recipients.Count; i++)
        {
            await Know(register, new PatientId(Guid.Parse(recipients[i])), i + 1);
        }
    }

    /// <summary>Somebody joins, as if over the node that serves.</summary>
    private static async Task TellSomething(TestDatabase database)
    {
        await Know(Register(database), Cast.Anna.Patient, 1_000);
        await using var served = new Database(database.Database.Connection, sends: true);
        var store = new EventStore(served.Source);
        var executor = new Executor(
            store, new CommandLog(served.Source), await StoredPolicies.Open(served.Source),
            new VirtualClock((await StoredClock.Read(served.Source))!.Value));
        foreach (var (by, operation) in new (Actor, Scheduling.Domain.Operations.IOperation)[]
        {
            (Actor.System, Cast.Anna.Refer), (Cast.ByIkp, Cast.Anna.Join),
        })
        {
            var id = Ids.Derive("told", operation.ToString()!);
            (await executor.Run(new Command(id, id, by, operation))).Refusal.Should().BeNull();
        }
    }

    private static Task<RegisterOutcome> Know(PatientRegister register, PatientId patient, int number) =>
        register.Register(
            Ids.Derive("known", $"{number}"), patient, TestPesel.Of(number),
            new ContactData(null, "somebody@patients.example", $"+4850000{number:0000}", "handle", Language.Polish));

    private static PatientRegister Register(TestDatabase database) =>
        new(database.Source, PersonalKeys.In(TokenCommand.KeysBelow(Environment.CurrentDirectory)));
}
