using System.Globalization;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Host.Notices;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>Text messages and push, posted to a real address on this machine.</summary>
public sealed class GatewaySenderTests
{
    private static readonly SetClock Clock = new(Instant.FromUtc(2026, 9, 7, 8, 0));

    private static readonly OutgoingNotice Notice = new(
        "appointment/1/2026-09-21T09:00:00/7/sms", NoticeKind.DateApproaching, NoticeChannel.Sms, "+48500000001",
        null, Language.English, new NoticeMessage("", "Your visit is in 7 days."), Clock.Now);

    [Fact]
    public async Task A_message_is_posted_with_its_key_and_the_secret()
    {
        await using var gateway = await GatewayCatcher.Start();
        using var sender = new GatewaySender(gateway.Address, "a secret of the gateway", Clock);

        (await sender.Send(Notice, default)).Should().Be(new SendResult.Sent());

        gateway.Posts.Should().Equal(new CaughtPost(
            Notice.Key, "Bearer a secret of the gateway", "application/json; charset=utf-8",
            """{"channel":"sms","key":"appointment/1/2026-09-21T09:00:00/7/sms","kind":"date-approaching","""
            + "\"language\":\"en\",\"text\":\"Your visit is in 7 days.\",\"to\":\"+48500000001\"}"));
    }

    [Theory]
    [InlineData(200, "sent")]
    [InlineData(204, "sent")]
    [InlineData(400, "rejected")]
    [InlineData(401, "rejected")]
    [InlineData(404, "rejected")]
    [InlineData(302, "rejected")]
    [InlineData(408, "failed")]
    [InlineData(429, "failed")]
    [InlineData(500, "failed")]
    [InlineData(503, "failed")]
    public async Task What_may_pass_is_tried_again_and_the_rest_put_aside(int status, string outcome)
    {
        await using var gateway = await GatewayCatcher.Start();
        gateway.Answer = (_, response) =>
        {
            response.StatusCode = status;
            response.Headers.Location = gateway.Address.ToString();
        };
        using var sender = new GatewaySender(gateway.Address, null, Clock);

        var result = await sender.Send(Notice, default);

        var reason = string.Create(CultureInfo.InvariantCulture, $"the gateway answered {status}");
        result.Should().Be(outcome switch
        {
            "sent" => new SendResult.Sent(),
            "rejected" => new SendResult.Rejected(reason),
            _ => (SendResult)new SendResult.Failed(reason),
        });
        gateway.Posts.Should().ContainSingle("no answer leads anywhere else").Which.Authorization.Should().BeEmpty();
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 07 Sep 2026 08:03:00 GMT", 180)]
    [InlineData("Mon, 07 Sep 2026 07:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task How_long_the_gateway_asks_to_wait_is_heard(string retryAfter, int? seconds)
    {
        await using var gateway = await GatewayCatcher.Start();
        gateway.Answer = (_, response) =>
        {
            response.StatusCode = 429;
            response.Headers.RetryAfter = retryAfter;
        };
        using var sender = new GatewaySender(gateway.Address, null, Clock);

        (await sender.Send(Notice, default)).Should().Be(new SendResult.Failed(
            "the gateway answered 429", seconds is { } wait ? Duration.FromSeconds(wait) : null));
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_tried_again()
    {
        Uri address;
        await using (var gateway = await GatewayCatcher.Start())
        {
            address = gateway.Address;
        }

        using var sender = new GatewaySender(address, null, Clock);
        (await sender.Send(Notice, default)).Should().Be(new SendResult.Failed("the gateway could not be reached"));
    }
}
