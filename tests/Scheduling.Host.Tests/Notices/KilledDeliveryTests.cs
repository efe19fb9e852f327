using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Commands;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Settings;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>Hosts in processes of their own, which are killed while they send or send side by side.</summary>
public sealed class KilledDeliveryTests(Postgres postgres)
{
    private const int People = 40;

    [Fact]
    public async Task What_was_under_way_when_the_host_was_killed_is_sent_again_under_the_same_key()
    {
        await using var town = await Known(1);
        await using var gateway = await GatewayCatcher.Start();
        using var held = new ManualResetEventSlim();
        gateway.Answer = (_, response) =>
        {
            held.Wait(TestContext.Current.CancellationToken);
            response.StatusCode = 202;
        };
        await using (var host = Serve(town, gateway))
        {
            await host.Url();
            await Join(town, 1);
            await Until(() => Task.FromResult(gateway.Posts.Count == 1));
            await host.Kill();
        }

        held.Set();
        (await States(town)).Should().Equal("pending 1");

        await using var next = Serve(town, gateway);
        await Until(async () => await States(town) is ["sent 1"]);
        gateway.Posts.Should().HaveCount(2);
        gateway.Posts[1].Should().Be(gateway.Posts[0], "whoever sees the key again sends nothing twice");
    }

    [Fact]
    public async Task Of_several_nodes_one_sends_and_another_goes_on_when_it_is_killed()
    {
        await using var town = await Known(People);
        await using var gateway = await GatewayCatcher.Start();
        await using var one = Serve(town, gateway);
        await using var other = Serve(town, gateway);
        await one.Url();
        await other.Url();

        await Join(town, People / 2);
        await Until(async () => await town.Database.Number(
            $"select count(*) from scheduling.deliveries where state = 'sent'") == People / 2);
        gateway.Posts.Select(post => post.Key).Should().OnlyHaveUniqueItems().And.HaveCount(People / 2);

        await one.Kill();
        await Join(town, People, People / 2);
        await Until(async () => await States(town) is ["sent 40"]);
        gateway.Posts.Select(post => post.Key).Should().OnlyHaveUniqueItems().And.HaveCount(People);
    }

    private static HostProcess Serve(Town town, GatewayCatcher gateway) =>
        HostProcess.Start(
            town.Database.Database.Connection,
            new (Setting Setting, string Value)[]
            {
                (NoticeSettings.SmsSetting, "http"), (NoticeSettings.SmsGatewaySetting, $"{gateway.Address}"),
            }.Select(each => (each.Setting.Variable, each.Value)),
            "serve", "--url", "http://127.0.0.1:0");

    /// <summary>A town on a virtual clock that knows how some people are reached.</summary>
    private async Task<Town> Known(int people)
    {
        var town = await Town.New(postgres, sends: true);
        await town.Database.Execute($"""
            insert into scheduling.virtual_clock (now) values ({Cast.Start.ToDateTimeUtc()})
            """);

        // The Host in its process takes its keys from below the folder where it was started, which is this one.
        var register = new PatientRegister(
            town.Database.Source, PersonalKeys.In(TokenCommand.KeysBelow(Environment.CurrentDirectory)));
        for (var i = 0; i < people; i++)
        {
            await register.Register(
                Ids.Derive("known", $"{i}"), Person(i).Patient, TestPesel.Of(i),
                new ContactData(null, null, $"+4850000{i:0000}", null, Language.Polish));
        }

        return town;
    }

    private static Somebody Person(int number) => new($"person {number}", number + 1);

    private static async Task Join(Town town, int to, int from = 0)
    {
        for (var i = from; i < to; i++)
        {
            await town.Accept(Actor.System, Person(i).Refer);
            await town.Accept(Cast.ByIkp, Person(i).Join);
        }
    }

    private static Task<IReadOnlyList<string>> States(Town town) =>
        town.Database.Rows($"select state, count(*) from scheduling.deliveries group by 1 order by 1");

    private static async Task Until(Func<Task<bool>> so)
    {
        while (!await so())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
