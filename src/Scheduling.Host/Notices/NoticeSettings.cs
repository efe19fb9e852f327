using System.Globalization;
using System.Net.Mail;

namespace Scheduling.Host.Notices;

/// <summary>By which way the notices of a channel leave the Host.</summary>
internal enum NoticeWay
{
    /// <summary>Into a file, for a local run.</summary>
    File,

    /// <summary>E-mail to a server.</summary>
    Smtp,

    /// <summary>A gateway of text messages or push.</summary>
    Http,
}

/// <summary>The mail server.</summary>
/// <param name="UsesTls">STARTTLS; without it nothing goes out to a server that asks for it.</param>
/// <param name="User">Nothing where the server asks for no log-in.</param>
internal sealed record SmtpSettings(
    string Host, int Port, bool UsesTls, string? User, string? Password, string From);

/// <summary>
/// How notices go out and how replies come in. Every setting has a name, a meaning and a default here and nowhere else.
/// </summary>
/// <param name="Folder">Where the file channel writes.</param>
/// <param name="Smtp">Given where e-mail goes by SMTP.</param>
/// <param name="SmsGateway">Given where text messages go by HTTP.</param>
/// <param name="PushGateway">Given where push goes by HTTP.</param>
/// <param name="GatewaySecret">The bearer token that both gateways ask for, if they do.</param>
/// <param name="SmsReplySecret">The bearer token with which replies come in; nobody may send any without one.</param>
internal sealed record NoticeSettings(
    NoticeWay Email, NoticeWay Sms, NoticeWay Push, string Folder, SmtpSettings? Smtp, Uri? SmsGateway,
    Uri? PushGateway, string? GatewaySecret, string? SmsReplySecret)
{
    public const string EmailVariable = "POCZEKALNIA_NOTICE_EMAIL";
    public const string SmsVariable = "POCZEKALNIA_NOTICE_SMS";
    public const string PushVariable = "POCZEKALNIA_NOTICE_PUSH";
    public const string FolderVariable = "POCZEKALNIA_NOTICE_FOLDER";
    public const string SmtpHostVariable = "POCZEKALNIA_SMTP_HOST";
    public const string SmtpPortVariable = "POCZEKALNIA_SMTP_PORT";
    public const string SmtpTlsVariable = "POCZEKALNIA_SMTP_TLS";
    public const string SmtpUserVariable = "POCZEKALNIA_SMTP_USER";
    public const string SmtpPasswordVariable = "POCZEKALNIA_SMTP_PASSWORD";
    public const string SmtpFromVariable = "POCZEKALNIA_SMTP_FROM";
    public const string SmsGatewayVariable = "POCZEKALNIA_SMS_GATEWAY_URL";
    public const string PushGatewayVariable = "POCZEKALNIA_PUSH_GATEWAY_URL";
    public const string GatewaySecretVariable = "POCZEKALNIA_GATEWAY_SECRET";
    public const string SmsReplySecretVariable = "POCZEKALNIA_SMS_REPLY_SECRET";

    /// <summary>Characters of a secret at least: what is shorter can be guessed.</summary>
    public const int SecretMin = 16;

    private const int UsualSmtpPort = 587;

    /// <summary>The settings, each with what it means and what it is when it is not set.</summary>
    public static IReadOnlyList<(string Name, string Meaning, string Usual)> All { get; } =
    [
        (EmailVariable, "how e-mail goes out: `file` or `smtp`", "`file`"),
        (SmsVariable, "how text messages go out: `file` or `http`", "`file`"),
        (PushVariable, "how push messages go out: `file` or `http`", "`file`"),
        (FolderVariable, "the folder of the file channel", "`.local/notices`"),
        (SmtpHostVariable, "the mail server; needed by `smtp`", ""),
        (SmtpPortVariable, "its port", "587"),
        (SmtpTlsVariable, "`starttls` or `none`", "`starttls`"),
        (SmtpUserVariable, "whom to log in as; without it nobody logs in", ""),
        (SmtpPasswordVariable, "the password of that user", ""),
        (SmtpFromVariable, "the sender's address; needed by `smtp`", ""),
        (SmsGatewayVariable, "the address to which text messages are posted; needed by `http`", ""),
        (PushGatewayVariable, "the address to which push messages are posted; needed by `http`", ""),
        (GatewaySecretVariable, "the bearer token for both gateways; 16 characters or more", ""),
        (SmsReplySecretVariable,
            "the bearer token with which a gateway brings replies; without it nobody may; 16 characters or more", ""),
    ];

    /// <summary>Everything into a file.</summary>
    public static NoticeSettings ToFile(string folder) =>
        new(NoticeWay.File, NoticeWay.File, NoticeWay.File, folder, null, null, null, null, null);

    /// <summary>Reads the settings.</summary>
    /// <param name="valueOf">The value of a name, such as that of an environment variable.</param>
    /// <param name="home">The folder of a local installation.</param>
    /// <exception cref="InvalidOperationException">One is wrong or missing; the message names it and the
    /// cure.</exception>
    public static NoticeSettings Read(Func<string, string?> valueOf, string home)
    {
        string? Given(string name) => valueOf(name) is { Length: > 0 } value ? value : null;
        var email = WayOf(EmailVariable, Given(EmailVariable), NoticeWay.Smtp);
        var sms = WayOf(SmsVariable, Given(SmsVariable), NoticeWay.Http);
        var push = WayOf(PushVariable, Given(PushVariable), NoticeWay.Http);
        return new NoticeSettings(
            email, sms, push, Given(FolderVariable) ?? Path.Combine(home, "notices"),
            email == NoticeWay.Smtp ? SmtpOf(Given) : null,
            sms == NoticeWay.Http ? AddressOf(SmsGatewayVariable, Given(SmsGatewayVariable)) : null,
            push == NoticeWay.Http ? AddressOf(PushGatewayVariable, Given(PushGatewayVariable)) : null,
            SecretOf(GatewaySecretVariable, Given(GatewaySecretVariable)),
            SecretOf(SmsReplySecretVariable, Given(SmsReplySecretVariable)));
    }

    /// <summary>Nothing: settings hold secrets.</summary>
    public override string ToString() => nameof(NoticeSettings);

    private static NoticeWay WayOf(string name, string? value, NoticeWay other) =>
        value switch
        {
            null or "file" => NoticeWay.File,
            _ when value == NameOf(other) => other,
            _ => throw Wrong(name, $"is neither 'file' nor '{NameOf(other)}'"),
        };

    private static string NameOf(NoticeWay way) =>
        way switch
        {
            NoticeWay.File => "file",
            NoticeWay.Smtp => "smtp",
            NoticeWay.Http => "http",
        };

    private static SmtpSettings SmtpOf(Func<string, string?> given)
    {
        var port = given(SmtpPortVariable) is not { } text ? UsualSmtpPort
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is > 0 and <= ushort.MaxValue ? number
            : throw Wrong(SmtpPortVariable, "is no port: a number from 1 to 65535");
        var usesTls = given(SmtpTlsVariable) switch
        {
            null or "starttls" => true,
            "none" => false,
            _ => throw Wrong(SmtpTlsVariable, "is neither 'starttls' nor 'none'"),
        };
        var from = Needed(SmtpFromVariable, given(SmtpFromVariable), "the address that e-mail comes from");
        return MailAddress.TryCreate(from, out _)
            ? new SmtpSettings(
                Needed(SmtpHostVariable, given(SmtpHostVariable), "the name of the mail server"), port, usesTls,
                given(SmtpUserVariable),
                given(SmtpUserVariable) is null
                    ? null
                    : Needed(SmtpPasswordVariable, given(SmtpPasswordVariable), "the password of the user"),
                from)
            : throw Wrong(SmtpFromVariable, "is no address of e-mail");
    }

    private static Uri AddressOf(string name, string? value) =>
        Uri.TryCreate(Needed(name, value, "the address of the gateway"), UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            ? address
            : throw Wrong(name, "is no address such as https://gateway.example/messages");

    private static string? SecretOf(string name, string? value) =>
        value is null || value.Length >= SecretMin ? value
        : throw Wrong(name, $"is shorter than {SecretMin} characters");

    private static string Needed(string name, string? value, string what) =>
        value ?? throw Wrong(name, $"is not set: it must be {what}");

    // The value is not repeated: it may be a secret.
    private static InvalidOperationException Wrong(string name, string what) =>
        new($"The setting {name} {what}. Correct it and start again; docs/notices.md lists the settings.");
}
