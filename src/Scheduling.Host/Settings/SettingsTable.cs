using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Settings;

/// <summary>Every setting of the Host, in the order of <c>docs/settings.md</c>.</summary>
public static class SettingsTable
{
    private const int RateMax = 100_000;
    private const int SecondsMax = 600;

    public static Setting<string> Database { get; } = new(
        Storage.Database.ConnectionVariable,
        "The server and database, in Npgsql's words; without it a private PostgreSQL of this machine.",
        "something such as Host=db;Database=main;Username=me;Password=secret", null, IsText)
    {
        IsSecret = true,
    };

    public static Setting<HostEnvironment> Environment { get; } = OneOf(
        "ENVIRONMENT",
        "Whether this is the real thing: `production` starts only with an issuer, keys and a way in of the operator's "
        + "own.",
        HostEnvironment.Local);

    public static Setting<Uri> Url { get; } = new(
        Name("URL"), "Where it listens; port 0 takes one that is free.",
        "an address such as http://127.0.0.1:5180 or https://0.0.0.0:443", HttpServer.UsualUrl, IsAddress);

    public static Setting<string> Certificate { get; } = new(
        Name("CERTIFICATE"), "The certificate of an https address, in PEM.", "the path of a file", null, IsFile);

    public static Setting<string> CertificateKey { get; } = new(
        Name("CERTIFICATE_KEY"), "The private key of that certificate, in PEM.", "the path of a file", null,
        IsFile);

    public static Setting<YesOrNo> BehindProxy { get; } = OneOf(
        "BEHIND_PROXY",
        "Whether a proxy stands before it that speaks https to the world; then plain http will do, and the proxy's "
        + "word for who asks is believed (`X-Forwarded-For`, `X-Forwarded-Proto`).",
        YesOrNo.No);

    public static Setting<string> Keys { get; } = new(
        Name("KEYS"), "The folder with the keys of this installation; else `keys` beside the private PostgreSQL.",
        "the path of a folder", null, IsText);

    public static Setting<Uri> Authority { get; } = new(
        Name("ISSUER_AUTHORITY"), "The issuer of the tokens, which tells its keys itself (OpenID Connect discovery).",
        "an https address", null, IsHttps);

    public static Setting<string> IssuerKeys { get; } = new(
        Name("ISSUER_KEYS"), "The public keys of an issuer that does not tell them: a JSON Web Key Set.",
        "the path of a file", null, IsFile);

    public static Setting<string> IssuerName { get; } = new(
        Name("ISSUER_NAME"), "What tokens name as their issuer; needed with ISSUER_KEYS.", "a text", null, IsText);

    public static Setting<string> Audience { get; } = new(
        Name("AUDIENCE"), "What tokens of that issuer must name as their audience.", "a text", "poczekalnia", IsText);

    public static Setting<MetricsReaders> Metrics { get; } = OneOf(
        "METRICS",
        "Who may read `/metrics`: `loopback` is everybody on this machine, and elsewhere operators; `operator` is only "
        + "them; `everybody` is for a port that only the scraper reaches.",
        MetricsReaders.Loopback);

    public static Setting<LogFormat> Log { get; } = OneOf(
        "LOG", "How the console is written: `simple` for people, `json` for programs.", LogFormat.Simple);

    public static Setting<LogLevel> LogLevel { get; } = OneOf(
        "LOG_LEVEL", "From what weight on something is said; each request is `information`.",
        Microsoft.Extensions.Logging.LogLevel.Warning);

    public static Setting<int> SearchesPerSecond { get; } = Number(
        "SEARCHES_PER_SECOND", "Searches that one caller may make, in the long run.", 1, RateMax, 20);

    public static Setting<int> SearchBurst { get; } = Number(
        "SEARCH_BURST", "Searches that one caller may make at once.", 1, RateMax, 100);

    public static Setting<int> DrainSeconds { get; } = Number(
        "DRAIN_SECONDS", "Told to stop, for so long it still takes requests, and is not ready any more.",
        0, SecondsMax, 1);

    public static Setting<int> StopSeconds { get; } = Number(
        "STOP_SECONDS", "After that, requests in hand have so long to end.", 1, SecondsMax, 20);

    public static Setting<int> AuditSeconds { get; } = Number(
        "AUDIT_SECONDS", "How long the auditor waits between two looks.", 1, SecondsMax, 60);

    public static Setting<EligibilityVerdict> Eligibility { get; } = OneOf(
        "ELIGIBILITY", "What is said of everybody where a policy asks a register and none is set.",
        EligibilityVerdict.Eligible);

    public static Setting<Uri> EligibilityUrl { get; } = new(
        Name("ELIGIBILITY_URL"),
        "The service that knows who may have a service now: it is posted `patient`, `scope` and `day`, and answers "
        + "`{\"verdict\":\"eligible\"}` or `not-eligible`.",
        "an http or https address", null, IsHttp);

    /// <summary>All of them. Made when asked for, for those that stand elsewhere are made by what stands
    /// here.</summary>
    public static IReadOnlyList<Setting> All =>
    [
        Database, Environment, Url, Certificate, CertificateKey, BehindProxy, Keys, Authority, IssuerKeys, IssuerName,
        Audience, Metrics, Log, LogLevel, SearchesPerSecond, SearchBurst, DrainSeconds, StopSeconds, AuditSeconds,
        Eligibility, EligibilityUrl,
        .. NoticeSettings.All,
    ];

    /// <summary>The whole name of a setting.</summary>
    public static string Name(string rest) => Setting.Prefix + rest;

    /// <summary>A setting whose values are the names of an enum.</summary>
    public static Setting<T> OneOf<T>(string name, string meaning, T usual)
        where T : struct, Enum =>
        new(
            Name(name), meaning, $"one of {string.Join(", ", Enum.GetValues<T>().Select(EnumText.Of))}",
            EnumText.Of(usual),
            (text, out value) => EnumText.TryRead(Encoding.UTF8.GetBytes(text.ToLowerInvariant()), out value));

    /// <summary>A setting that is a whole number.</summary>
    public static Setting<int> Number(string name, string meaning, int from, int to, int usual) =>
        new(
            Name(name), meaning, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"),
            usual.ToString(CultureInfo.InvariantCulture),
            (text, out value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
                && value >= from && value <= to);

    /// <summary>Any text.</summary>
    public static bool IsText(string text, out string value)
    {
        value = text;
        return text.Trim().Length > 0;
    }

    /// <summary>The path of a file that is there.</summary>
    public static bool IsFile(string text, out string value)
    {
        value = text;
        return File.Exists(text);
    }

    /// <summary>An address of the web without a path.</summary>
    public static bool IsAddress(string text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https"
        && value.PathAndQuery == "/";

    private static bool IsHttp(string text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "http" or "https";

    private static bool IsHttps(string text, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme == "https";
}

/// <summary>Whether a node is the real thing.</summary>
public enum HostEnvironment
{
    /// <summary>For work on one machine: tokens of its own issuer, keys that it makes itself.</summary>
    Local,

    /// <summary>Patients depend on it: nothing that was only made up for a trial.</summary>
    Production,
}

/// <summary>A setting that is on or off.</summary>
public enum YesOrNo
{
    No,
    Yes,
}

/// <summary>Who may read the metrics.</summary>
public enum MetricsReaders
{
    /// <summary>Everybody on this machine; from elsewhere operators.</summary>
    Loopback,

    /// <summary>Operators.</summary>
    Operator,

    /// <summary>Everybody who reaches the port.</summary>
    Everybody,
}

/// <summary>How the console is written.</summary>
public enum LogFormat
{
    /// <summary>A line of text each, for people.</summary>
    Simple,

    /// <summary>A JSON object each, for programs.</summary>
    Json,
}
