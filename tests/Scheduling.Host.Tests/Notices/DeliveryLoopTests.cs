using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>Deliveries are tried again within bounds, and whatever one recipient does, the others get theirs.</summary>
public sealed class DeliveryLoopTests(Postgres postgres)
{
    [Fact]
    public async Task One_that_fails_is_tried_again_later_each_time_and_then_put_aside_while_the_others_go_out()
    {
        await using var town = await NoticeTown.New(postgres);
        var sender = new RecordingSender();
        await Join(town, Cast.Anna, "+48500000001");
        await Join(town, Cast.Piotr, "+48500000002");
        sender.Answer = notice => notice.To == "+48500000001"
            ? new SendResult.Failed("no answer")
            : new SendResult.Sent();

        var tries = new List<Instant>();
        for (var i = 0; i < 10_000 && (await town.Deliveries.In(DeliveryState.Parked, 1)).Count == 0; i++)
        {
            if (await town.Loop(NoticeChannel.Sms, sender).Step() > 0)
            {
                tries.Add(town.Machine.Now);
            }

            var waiting = await town.Deliveries.In(DeliveryState.Failed, 1);
            town.Machine.Now = waiting.Count == 0 ? town.Machine.Now : waiting[0].NextAt!.Value;
        }

        sender.Sent.Should().ContainSingle().Which.To.Should().Be("+48500000002");
        tries.Should().HaveCount(DeliveryLimits.Attempts);
        tries.Zip(tries.Skip(1), (one, next) => next - one).Should().BeInAscendingOrder()
            .And.StartWith(DeliveryLimits.FirstWait).And.EndWith(DeliveryLimits.LongestWait);
        (tries[^1] - tries[0]).Should().BeGreaterThan(Duration.FromDays(1));
        var parked = (await town.Deliveries.In(DeliveryState.Parked, 10)).Should().ContainSingle().Subject;
        (parked.Attempts, parked.Reason).Should().Be((DeliveryLimits.Attempts, "no answer"));

        sender.Answer = _ => new SendResult.Sent();
        (await town.Deliveries.RunAgain("no such key")).Should().Be(0);
        (await town.Deliveries.RunAgain(parked.Intent.Key)).Should().Be(1);
        await town.SendAll(sender);
        (await town.States()).Should().Equal("sent 2");
        sender.Sent.Should().HaveCount(2);
    }

    [Fact]
    public async Task One_that_is_rejected_is_put_aside_at_once()
    {
        await using var town = await NoticeTown.New(postgres);
        await Join(town, Cast.Anna, "+48500000001");
        await town.SendAll(new RecordingSender { Answer = _ => new SendResult.Rejected("no such number") });

        (await town.Deliveries.In(DeliveryState.Parked, 10)).Should().ContainSingle().Which.Attempts.Should().Be(1);
        (await town.Deliveries.RunAgain()).Should().Be(1);
        (await town.States()).Should().Equal("pending 1");
    }

    [Fact]
    public async Task Another_side_that_asks_to_wait_is_not_asked_before()
    {
        await using var town = await NoticeTown.New(postgres);
        await Join(town, Cast.Anna, "+48500000001");
        var sender = new RecordingSender { Answer = _ => new SendResult.Failed("busy", Duration.FromMinutes(5)) };
        var begin = town.Machine.Now;

        await town.SendAll(sender);
        (await town.Deliveries.In(DeliveryState.Failed, 1))[0].NextAt.Should().Be(begin + Duration.FromMinutes(5));
        sender.Answer = _ => new SendResult.Sent();
        town.Machine.Now = begin + Duration.FromMinutes(5) - Duration.FromMilliseconds(1);
        await town.SendAll(sender);
        sender.Sent.Should().BeEmpty();
        town.Machine.Now = begin + Duration.FromMinutes(5);
        await town.SendAll(sender);
        sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Whoever_is_unknown_or_erased_or_has_no_such_address_is_sent_nothing_and_no_text_is_made()
    {
        await using var town = await NoticeTown.New(postgres);
        var sender = new RecordingSender();
        await town.Know(Cast.Anna, new ContactData(null, "anna@patients.example", null, null, Language.Polish));
        await town.Know(Cast.Entitled, NoticeTown.EveryWay("entitled", Language.Polish, "+48500000003"));
        (await town.Register.Erase(Ids.Derive("erase"), Cast.Entitled.Patient)).Patient.Should().NotBeNull();
        foreach (var somebody in new[] { Cast.Anna, Cast.Piotr, Cast.Entitled })
        {
            await town.Town.Accept(Actor.System, somebody.Refer);
            await town.Town.Accept(Cast.ByIkp, somebody.Join);
        }

        await town.SendAll(sender);

        sender.Sent.Should().BeEmpty();
        (await town.Deliveries.In(DeliveryState.NoContact, 10)).Select(each => each.Reason).Should().Equal(
            "the patient has no address for this channel", "the patient is unknown or erased",
            "the patient is unknown or erased");
    }

    [Fact]
    public async Task Of_two_who_send_the_same_at_once_the_first_to_finish_is_noted()
    {
        await using var town = await NoticeTown.New(postgres);
        await Join(town, Cast.Anna, "+48500000001");
        var before = (await town.Deliveries.Next(NoticeChannel.Sms, town.Machine.Now))[0];
        await town.SendAll(new RecordingSender());

        await town.Deliveries.Note(
            before, before with { State = DeliveryState.Failed, Attempts = 1, Reason = "late" });

        (await town.States()).Should().Equal("sent 1");
    }

    [Fact]
    public async Task What_waits_is_counted_by_state_and_channel()
    {
        await using var town = await NoticeTown.New(postgres);
        await Join(town, Cast.Anna, "+48500000001");
        await town.SendAll(new RecordingSender());
        await Join(town, Cast.Piotr, "+48500000002");

        (await DeliveryCounts.Open(town.Town.Database.Source)).Should().Equal(
            new DeliveryCount(DeliveryState.Pending, NoticeChannel.Sms, 1));
        (await DeliveryCounts.All(town.Town.Database.Source)).Should().Equal(
            new DeliveryCount(DeliveryState.Pending, NoticeChannel.Sms, 1),
            new DeliveryCount(DeliveryState.Sent, NoticeChannel.Sms, 1));
    }

    private static async Task Join(NoticeTown town, Somebody somebody, string mobile)
    {
        await town.Know(somebody, NoticeTown.EveryWay(somebody.Name, Language.Polish, mobile));
        await town.Town.Accept(Actor.System, somebody.Refer);
        await town.Town.Accept(Cast.ByIkp, somebody.Join);
    }
}
