using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Notices;

/// <summary>By which way e-mail leaves the Host.</summary>
public enum EmailWay
{
    /// <summary>Into a file, for a local run.</summary>
    File,

    /// <summary>To a mail server.</summary>
    Smtp,
}

/// <summary>By which way text messages or push leave the Host.</summary>
public enum GatewayWay
{
    /// <summary>Into a file, for a local run.</summary>
    File,

    /// <summary>To a gateway.</summary>
    Http,
}

/// <summary>How a mail server is spoken to.</summary>
public enum SmtpTls
{
    /// <summary>Encrypted; nothing goes out to a server that cannot.</summary>
    Starttls,

    /// <summary>In clear.</summary>
    None,
}

/// <summary>The mail server.</summary>
/// <param name="User">Nothing where nobody logs in.</param>
public sealed record SmtpSettings(string Host, int Port, bool UsesTls, string? User, string? Password, string From)
{
    /// <summary>Nothing: settings hold secrets.</summary>
    public override string ToString() => nameof(SmtpSettings);
}

/// <summary>How notices go out and how replies come in.</summary>
/// <param name="Folder">Where the file channel writes; nothing for the usual folder.</param>
/// <param name="Smtp">Given where e-mail goes by SMTP.</param>
/// <param name="SmsGateway">Given where text messages go by HTTP.</param>
/// <param name="PushGateway">Given where push goes by HTTP.</param>
/// <param name="GatewaySecret">The bearer token for both gateways, if they ask for one.</param>
/// <param name="SmsReplySecret">The bearer token with which replies come in; nobody may bring any without one.</param>
public sealed record NoticeSettings(
    string? Folder = null, SmtpSettings? Smtp = null, Uri? SmsGateway = null, Uri? PushGateway = null,
    string? GatewaySecret = null, string? SmsReplySecret = null)
{
    // What is shorter can be guessed.
    private const int SecretMin = 16;
    private const int PortMax = 65_535;
    private const int UsualPort = 587;

    public static Setting<EmailWay> EmailSetting { get; } = SettingsTable.OneOf(
        "NOTICE_EMAIL", "How e-mail goes out: into a file of this machine, or by a mail server.", EmailWay.File);

    public static Setting<GatewayWay> SmsSetting { get; } = SettingsTable.OneOf(
        "NOTICE_SMS", "How text messages go out: into a file of this machine, or by a gateway.", GatewayWay.File);

    public static Setting<GatewayWay> PushSetting { get; } = SettingsTable.OneOf(
        "NOTICE_PUSH", "How push messages go out: into a file of this machine, or by a gateway.", GatewayWay.File);

    public static Setting<string> FolderSetting { get; } = new(
        SettingsTable.Name("NOTICE_FOLDER"),
        "Where that file is; else `notices` beside the private PostgreSQL. It holds personal data.",
        "the path of a folder", null, SettingsTable.IsText);

    public static Setting<string> HostSetting { get; } = new(
        SettingsTable.Name("SMTP_HOST"), "The mail server; needed with NOTICE_EMAIL `smtp`.", "a name or an address",
        null, SettingsTable.IsText);

    public static Setting<int> PortSetting { get; } = SettingsTable.Number(
        "SMTP_PORT", "The port of the mail server.", 1, PortMax, UsualPort);

    public static Setting<SmtpTls> TlsSetting { get; } = SettingsTable.OneOf(
        "SMTP_TLS", "Whether the mail server is spoken to by STARTTLS or in clear.", SmtpTls.Starttls);

    public static Setting<string> UserSetting { get; } = new(
        SettingsTable.Name("SMTP_USER"), "Whom to log in to the mail server as; without it nobody logs in.", "a text",
        null, SettingsTable.IsText);

    public static Setting<string> PasswordSetting { get; } = new(
        SettingsTable.Name("SMTP_PASSWORD"), "The password of that user.", "a text", null, SettingsTable.IsText)
    {
        IsSecret = true,
    };

    public static Setting<string> FromSetting { get; } = new(
        SettingsTable.Name("SMTP_FROM"), "The address that e-mail comes from; needed with NOTICE_EMAIL `smtp`.",
        "an address such as visits@clinic.example", null, IsEmail);

    public static Setting<Uri> SmsGatewaySetting { get; } = new(
        SettingsTable.Name("SMS_GATEWAY_URL"),
        "Where text messages are posted; needed with NOTICE_SMS `http`.",
        "an address such as https://gateway.example/messages", null, IsWeb);

    public static Setting<Uri> PushGatewaySetting { get; } = new(
        SettingsTable.Name("PUSH_GATEWAY_URL"),
        "Where push messages are posted; needed with NOTICE_PUSH `http`.",
        "an address such as https://gateway.example/messages", null, IsWeb);

    public static Setting<string> GatewaySecretSetting { get; } = new(
        SettingsTable.Name("GATEWAY_SECRET"), "The bearer token that both gateways are shown.",
        "16 characters or more", null, IsSecretText)
    {
        IsSecret = true,
    };

    public static Setting<string> SmsReplySecretSetting { get; } = new(
        SettingsTable.Name("SMS_REPLY_SECRET"),
        "The bearer token with which a gateway brings replies to reminders; without it nobody may.",
        "16 characters or more", null, IsSecretText)
    {
        IsSecret = true,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        EmailSetting, SmsSetting, PushSetting, FolderSetting, HostSetting, PortSetting, TlsSetting, UserSetting,
        PasswordSetting, FromSetting, SmsGatewaySetting, PushGatewaySetting, GatewaySecretSetting,
        SmsReplySecretSetting,
    ];

    /// <summary>Reads the settings; what is wrong is noted in the source.</summary>
    public static NoticeSettings Read(SettingSource source)
    {
        var (sms, push) = (source.Of(SmsGatewaySetting), source.Of(PushGatewaySetting));
        var (smsByHttp, pushByHttp) = (
            source.Of(SmsSetting) == GatewayWay.Http, source.Of(PushSetting) == GatewayWay.Http);
        Need(source, SmsGatewaySetting, smsByHttp, SmsSetting);
        Need(source, PushGatewaySetting, pushByHttp, PushSetting);
        return new NoticeSettings(
            source.Of(FolderSetting), SmtpOf(source), smsByHttp ? sms : null, pushByHttp ? push : null,
            source.Of(GatewaySecretSetting), source.Of(SmsReplySecretSetting));
    }

    /// <summary>Nothing: settings hold secrets.</summary>
    public override string ToString() => nameof(NoticeSettings);

    private static SmtpSettings? SmtpOf(SettingSource source)
    {
        var isSmtp = source.Of(EmailSetting) == EmailWay.Smtp;
        var (host, from, user) = (source.Of(HostSetting), source.Of(FromSetting), source.Of(UserSetting));
        var smtp = new SmtpSettings(
            host ?? "", source.Of(PortSetting), source.Of(TlsSetting) == SmtpTls.Starttls, user,
            source.Of(PasswordSetting), from ?? "");
        Need(source, HostSetting, isSmtp, EmailSetting);
        Need(source, FromSetting, isSmtp, EmailSetting);
        Need(source, PasswordSetting, user is not null, UserSetting);
        return isSmtp ? smtp : null;
    }

    private static void Need(SettingSource source, Setting setting, bool isNeeded, Setting because)
    {
        if (isNeeded && source.TextOf(setting) is null)
        {
            source.Refuse(setting, $"It is missing, and {because.Variable} needs it. Write {setting.Values}.");
        }
    }

    private static bool IsEmail(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return MailAddress.TryCreate(text, out _);
    }

    private static bool IsWeb(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https";

    private static bool IsSecretText(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return text.Length >= SecretMin;
    }
}
