using System.Net;
using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Settings;

/// <summary>What only serves for a trial, and what nobody may start in production with.</summary>
public static class ProductionGuards
{
    /// <summary>Why a node must not start, each with its cure; nothing where it may.</summary>
    /// <param name="keys">The folder with the keys.</param>
    public static IReadOnlyList<string> Check(HostSettings settings, string keys, IClock clock)
    {
        var wrong = new List<string>();
        if (settings.Environment == HostEnvironment.Local)
        {
            return wrong;
        }

        if (settings.Issuer is null)
        {
            wrong.Add(
                $"{SettingsTable.Authority.Variable}: It is missing. In production tokens come from an issuer of your "
                + $"own: set it, or {SettingsTable.IssuerKeys.Variable} and {SettingsTable.IssuerName.Variable}.");
        }

        foreach (var name in KeyFile.Names.Where(name => !KeyFile.IsOfTheOperator(keys, name)))
        {
            wrong.Add(
                $"{SettingsTable.Keys.Variable}: {Path.Combine(keys, $"{name}.key")} is missing, or was made by a node "
                + "for a trial. Put 32 random bytes of your own there, in a folder for production alone, and keep a "
                + "copy.");
        }

        if (settings.EligibilityUrl is null && settings.Eligibility == EligibilityVerdict.Eligible)
        {
            wrong.Add(
                $"{SettingsTable.EligibilityUrl.Variable}: It is missing, and everybody would be called eligible. Set "
                + $"it, or {SettingsTable.Eligibility.Variable} to unavailable where no scope asks a register.");
        }

        if (clock is VirtualClock)
        {
            wrong.Add(
                "SCHEDULING_DB: This database, or an option, says that the clock is a virtual one. In production time "
                + "goes by itself: name another database, and leave out the options for the clock.");
        }

        if (settings.Url.Scheme == "http" && !settings.IsBehindProxy)
        {
            wrong.Add(
                $"{SettingsTable.Url.Variable}: Plain http would send tokens in the clear. Write an https address with "
                + $"{SettingsTable.Certificate.Variable}, or set {SettingsTable.BehindProxy.Variable} to yes where a "
                + "proxy speaks https.");
        }

        return wrong;
    }

    /// <summary>Whether only this machine can reach an address.</summary>
    public static bool IsLoopback(Uri url) =>
        url.IsLoopback || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address));
}
