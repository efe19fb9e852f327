using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Tests.Notices;

/// <summary>E-mail in a real conversation with a mail server on this machine.</summary>
public sealed class SmtpSenderTests
{
    private static readonly OutgoingNotice Notice = new(
        "entry/1@1/put-on-list/email", NoticeKind.PutOnList, NoticeChannel.Email, "anna@patients.example",
        "Żółć Testowa", Language.Polish, new NoticeMessage("Jesteś w Poczekalni", "Dzień dobry!\n\nZażółć\n.\ngęślą\n"),
        Instant.FromUtc(2026, 9, 7, 8, 0));

    [Fact]
    public async Task A_message_arrives_with_all_its_letters()
    {
        await using var server = new SmtpCatcher();

        (await SenderTo(server).Send(Notice, default)).Should().Be(new SendResult.Sent());

        var mail = server.Mails.Should().ContainSingle().Subject;
        (mail.From, mail.To, mail.LoggedIn).Should().Be(("host@clinic.example", "anna@patients.example", ""));
        mail.Body.ReplaceLineEndings("\n").TrimEnd().Should().Be(Notice.Message.Body.TrimEnd());
        mail.Header("Subject").Should().StartWith("=?utf-8?");
        mail.Header("To").Should().Contain("anna@patients.example").And.NotContain("Żółć", "headers are ASCII");
        mail.Header("Content-Language").Should().Be("pl");
        mail.Header("Auto-Submitted").Should().Be("auto-generated");
    }

    [Fact]
    public async Task Two_tries_of_one_notice_are_one_message()
    {
        await using var server = new SmtpCatcher();
        var sender = SenderTo(server);

        await sender.Send(Notice, default);
        await sender.Send(Notice, default);
        await sender.Send(Notice with { Key = "entry/2@1/put-on-list/email" }, default);

        var ids = server.Mails.Select(mail => mail.Header("Message-ID")).ToList();
        ids[0].Should().MatchRegex("^<[0-9a-f]{64}@clinic.example>$").And.Be(ids[1]).And.NotBe(ids[2]);
    }

    [Fact]
    public async Task A_server_that_asks_for_it_is_logged_in_to()
    {
        await using var server = new SmtpCatcher { WantsLogIn = true };

        (await SenderTo(server, "host", "secret").Send(Notice, default)).Should().Be(new SendResult.Sent());
        server.Mails.Should().ContainSingle().Which.LoggedIn.Should().Be("host/secret");
        (await SenderTo(server).Send(Notice, default)).Should().Be(
            new SendResult.Failed("the mail server answered 530"), "that is no fault of the message");
    }

    [Theory]
    [InlineData("550 anna@patients.example: no such user", true)]
    [InlineData("553 bad name anna@patients.example", true)]
    [InlineData("450 anna@patients.example is busy", false)]
    [InlineData("452 full", false)]
    [InlineData("421 closing", false)]
    public async Task What_will_not_go_better_is_put_aside_and_no_reason_names_the_recipient(
        string answer, bool isForGood)
    {
        await using var server = new SmtpCatcher { AnswerToRecipient = _ => answer };

        var result = await SenderTo(server).Send(Notice, default);

        var reason = $"the mail server answered {answer[..3]}";
        result.Should().Be(isForGood ? new SendResult.Rejected(reason) : new SendResult.Failed(reason));
        server.Mails.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_or_does_no_TLS_is_tried_again()
    {
        int port;
        await using (var server = new SmtpCatcher())
        {
            port = server.Port;
            var withTls = new SmtpSender(SettingsOf(port) with { UsesTls = true });
            (await withTls.Send(Notice, default)).Should().BeOfType<SendResult.Failed>();
            server.Mails.Should().BeEmpty("nothing goes out in clear where TLS is asked for");
        }

        (await new SmtpSender(SettingsOf(port)).Send(Notice, default)).Should().Be(
            new SendResult.Failed("the mail server could not be reached"));
    }

    private static SmtpSender SenderTo(SmtpCatcher server, string? user = null, string? password = null) =>
        new(SettingsOf(server.Port) with { User = user, Password = password });

    private static SmtpSettings SettingsOf(int port) =>
        new("127.0.0.1", port, UsesTls: false, null, null, "host@clinic.example");
}
