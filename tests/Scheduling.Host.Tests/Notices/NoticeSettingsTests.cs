using Scheduling.Domain.Tests;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Tests.Notices;

/// <summary>A setting that is wrong or missing stops the start with its name and cure.</summary>
public sealed class NoticeSettingsTests
{
    [Fact]
    public void Without_any_setting_everything_goes_into_a_file_and_nobody_may_reply() =>
        Read([]).Should().Be(NoticeSettings.ToFile(Path.Combine("home", "notices")));

    [Fact]
    public void What_is_set_is_read()
    {
        var settings = Read(
            ("POCZEKALNIA_NOTICE_EMAIL", "smtp"), ("POCZEKALNIA_SMTP_HOST", "mail.example"),
            ("POCZEKALNIA_SMTP_FROM", "host@clinic.example"), ("POCZEKALNIA_NOTICE_SMS", "http"),
            ("POCZEKALNIA_SMS_GATEWAY_URL", "https://sms.example/send"),
            ("POCZEKALNIA_SMS_REPLY_SECRET", "0123456789abcdef"));

        settings.Smtp.Should().Be(new SmtpSettings("mail.example", 587, true, null, null, "host@clinic.example"));
        settings.SmsGateway.Should().Be(new Uri("https://sms.example/send"));
        (settings.PushGateway, settings.SmsReplySecret).Should().Be((null, "0123456789abcdef"));
    }

    [Theory]
    [InlineData("POCZEKALNIA_NOTICE_EMAIL", "http")]
    [InlineData("POCZEKALNIA_NOTICE_SMS", "smtp")]
    [InlineData("POCZEKALNIA_NOTICE_PUSH", "yes")]
    [InlineData("POCZEKALNIA_SMTP_HOST", null, "POCZEKALNIA_NOTICE_EMAIL", "smtp", "POCZEKALNIA_SMTP_FROM", "a@b.example")]
    [InlineData("POCZEKALNIA_SMTP_FROM", "nobody", "POCZEKALNIA_NOTICE_EMAIL", "smtp", "POCZEKALNIA_SMTP_HOST", "h")]
    [InlineData("POCZEKALNIA_SMTP_PORT", "0", "POCZEKALNIA_NOTICE_EMAIL", "smtp")]
    [InlineData("POCZEKALNIA_SMTP_TLS", "yes", "POCZEKALNIA_NOTICE_EMAIL", "smtp")]
    [InlineData("POCZEKALNIA_SMS_GATEWAY_URL", null, "POCZEKALNIA_NOTICE_SMS", "http")]
    [InlineData("POCZEKALNIA_PUSH_GATEWAY_URL", "ftp://push.example", "POCZEKALNIA_NOTICE_PUSH", "http")]
    [InlineData("POCZEKALNIA_GATEWAY_SECRET", "tooBrief")]
    [InlineData("POCZEKALNIA_SMS_REPLY_SECRET", "tooBrief")]
    public void What_is_wrong_is_named_and_not_repeated(string name, string? value, params string[] others)
    {
        var wrong = FluentActions.Invoking(() => Read([(name, value), .. others.Chunk(2).Select(
            pair => (pair[0], (string?)pair[1]))])).Should().Throw<InvalidOperationException>().Which;

        wrong.Message.Should().Contain(name).And.Contain("docs/notices.md");
        wrong.Message.Should().NotContain(value is "tooBrief" or "nobody" ? value : "\0");
    }

    [Fact]
    public void Every_setting_stands_in_the_document()
    {
        var document = File.ReadAllLines(RepositoryFiles.PathOf("docs/notices.md"));
        foreach (var (name, meaning, usual) in NoticeSettings.All)
        {
            document.Should().Contain($"| `{name}` | {meaning} | {usual} |".Replace("|  |", "| |", StringComparison.Ordinal));
        }
    }

    private static NoticeSettings Read(params (string Name, string? Value)[] settings) =>
        NoticeSettings.Read(name => settings.FirstOrDefault(each => each.Name == name).Value, "home");
}
