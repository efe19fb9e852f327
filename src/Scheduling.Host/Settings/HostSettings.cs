using Microsoft.Extensions.Logging;
using Scheduling.Domain.Appointments;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Settings;

/// <summary>What the settings say, read and checked; meanings and usual values stand in
/// <see cref="SettingsTable"/>.</summary>
public sealed record HostSettings
{
    public HostEnvironment Environment { get; init; }

    public Uri Url { get; init; } = new(Http.HttpServer.UsualUrl);

    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    public bool IsBehindProxy { get; init; }

    /// <summary>The folder with the keys; nothing for the usual one.</summary>
    public string? Keys { get; init; }

    /// <summary>Who issues tokens; nothing for the local issuer.</summary>
    public OutsideIssuer? Issuer { get; init; }

    public MetricsReaders Metrics { get; init; }

    public LogFormat Log { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    public int SearchesPerSecond { get; init; }

    public int SearchBurst { get; init; }

    public TimeSpan Drain { get; init; }

    public TimeSpan Stop { get; init; }

    public TimeSpan AuditEvery { get; init; }

    /// <summary>What is said of everybody where no register is set.</summary>
    public EligibilityVerdict Eligibility { get; init; }

    /// <summary>The register that is asked; nothing where none is set.</summary>
    public Uri? EligibilityUrl { get; init; }

    /// <summary>How notices go out and how replies come in.</summary>
    public NoticeSettings Notices { get; init; } = null!;

    /// <summary>What is in force where nobody has set anything.</summary>
    public static HostSettings Usual { get; } = Read(new SettingSource(_ => null, new Dictionary<string, string>()));

    /// <exception cref="SettingsException">A setting is wrong or missing.</exception>
    public static HostSettings Read(SettingSource source)
    {
        var settings = new HostSettings
        {
            Environment = source.Of(SettingsTable.Environment),
            Url = source.Of(SettingsTable.Url)!,
            Certificate = source.Of(SettingsTable.Certificate),
            CertificateKey = source.Of(SettingsTable.CertificateKey),
            IsBehindProxy = source.Of(SettingsTable.BehindProxy) == YesOrNo.Yes,
            Keys = source.Of(SettingsTable.Keys),
            Issuer = OutsideIssuer.Read(source),
            Metrics = source.Of(SettingsTable.Metrics),
            Log = source.Of(SettingsTable.Log),
            LogLevel = source.Of(SettingsTable.LogLevel),
            SearchesPerSecond = source.Of(SettingsTable.SearchesPerSecond),
            SearchBurst = source.Of(SettingsTable.SearchBurst),
            Drain = TimeSpan.FromSeconds(source.Of(SettingsTable.DrainSeconds)),
            Stop = TimeSpan.FromSeconds(source.Of(SettingsTable.StopSeconds)),
            Eligibility = source.Of(SettingsTable.Eligibility),
            EligibilityUrl = source.Of(SettingsTable.EligibilityUrl),
            AuditEvery = TimeSpan.FromSeconds(source.Of(SettingsTable.AuditSeconds)),
            Notices = NoticeSettings.Read(source),
        };
        if (settings.Url?.Scheme == "https" && (settings.Certificate is null || settings.CertificateKey is null))
        {
            source.Refuse(
                SettingsTable.Certificate,
                $"An https address needs a certificate. Set it and {SettingsTable.CertificateKey.Variable}.");
        }

        source.RefuseUnknown(SettingsTable.All);
        return source.Wrong.Count == 0
            ? settings
            : throw new SettingsException(string.Join('\n', source.Wrong));
    }
}

/// <summary>An issuer of the operator's own.</summary>
/// <param name="Authority">Where it tells its keys; nothing where they are in a file.</param>
/// <param name="KeyFile">A JSON Web Key Set; nothing where the issuer tells its keys.</param>
/// <param name="Name">What its tokens name as their issuer; nothing where the issuer tells.</param>
/// <param name="Audience">What its tokens must name as their audience.</param>
public sealed record OutsideIssuer(Uri? Authority, string? KeyFile, string? Name, string Audience)
{
    /// <summary>The issuer that is set; nothing where none is.</summary>
    public static OutsideIssuer? Read(SettingSource source)
    {
        var (authority, keys) = (source.Of(SettingsTable.Authority), source.Of(SettingsTable.IssuerKeys));
        var name = source.Of(SettingsTable.IssuerName);
        if (authority is not null && keys is not null)
        {
            source.Refuse(
                SettingsTable.IssuerKeys, $"{SettingsTable.Authority.Variable} is set too. Remove one of the two.");
        }

        if (keys is not null && name is null)
        {
            source.Refuse(
                SettingsTable.IssuerName,
                $"It is missing. With {SettingsTable.IssuerKeys.Variable} write what tokens name as their issuer.");
        }

        return authority is null && keys is null
            ? null
            : new OutsideIssuer(authority, keys, name, source.Of(SettingsTable.Audience)!);
    }
}
