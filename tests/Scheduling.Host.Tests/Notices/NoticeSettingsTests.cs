using Scheduling.Host.Notices;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Tests.Notices;

/// <summary>A setting of notices that is wrong or missing stops the start with its name and cure.</summary>
public sealed class NoticeSettingsTests
{
    [Fact]
    public void Without_any_setting_everything_goes_into_a_file_and_nobody_may_reply() =>
        Read([]).Should().Be(new NoticeSettings());

    [Fact]
    public void What_is_set_is_read()
    {
        var settings = Read(
            ("NOTICE_EMAIL", "smtp"), ("SMTP_HOST", "mail.example"), ("SMTP_FROM", "host@clinic.example"),
            ("NOTICE_SMS", "http"), ("SMS_GATEWAY_URL", "https://sms.example/send"),
            ("SMS_REPLY_SECRET", "0123456789abcdef"));

        settings.Smtp.Should().Be(new SmtpSettings("mail.example", 587, true, null, null, "host@clinic.example"));
        settings.SmsGateway.Should().Be(new Uri("https://sms.example/send"));
        (settings.PushGateway, settings.SmsReplySecret).Should().Be((null, "0123456789abcdef"));
    }

    [Theory]
    [InlineData("NOTICE_EMAIL", "http")]
    [InlineData("NOTICE_SMS", "smtp")]
    [InlineData("NOTICE_PUSH", "yes")]
    [InlineData("SMTP_HOST", "", "NOTICE_EMAIL", "smtp", "SMTP_FROM", "a@b.example")]
    [InlineData("SMTP_FROM", "nobody", "NOTICE_EMAIL", "smtp", "SMTP_HOST", "mail.example")]
    [InlineData("SMTP_PASSWORD", "", "SMTP_USER", "host")]
    [InlineData("SMTP_PORT", "0")]
    [InlineData("SMTP_TLS", "yes")]
    [InlineData("SMS_GATEWAY_URL", "", "NOTICE_SMS", "http")]
    [InlineData("PUSH_GATEWAY_URL", "ftp://push.example", "NOTICE_PUSH", "http")]
    [InlineData("GATEWAY_SECRET", "tooBrief")]
    [InlineData("SMS_REPLY_SECRET", "tooBrief")]
    public void What_is_wrong_is_named_with_its_cure_and_no_secret_is_repeated(
        string name, string value, params string[] others)
    {
        var settings = others.Chunk(2).Select(pair => (pair[0], pair[1])).Append((name, value)).ToArray();

        var wrong = FluentActions.Invoking(() => Read(settings)).Should().Throw<SettingsException>().Which.Message;

        wrong.Should().StartWith($"POCZEKALNIA_{name}: ").And.Contain("Write ").And.NotContain("tooBrief");
        wrong.Split('\n').Should().ContainSingle();
    }

    [Fact]
    public void Secrets_are_not_given_on_the_command_line() =>
        NoticeSettings.All.Where(setting => setting.Option is null).Select(setting => setting.Variable).Should().Equal(
            "POCZEKALNIA_SMTP_PASSWORD", "POCZEKALNIA_GATEWAY_SECRET", "POCZEKALNIA_SMS_REPLY_SECRET");

    private static NoticeSettings Read(params (string Name, string Value)[] settings) =>
        HostSettings.Read(new SettingSource(
            _ => null, settings.ToDictionary(each => SettingsTable.Name(each.Name), each => each.Value))).Notices;
}
