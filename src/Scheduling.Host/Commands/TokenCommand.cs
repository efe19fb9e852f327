using System.CommandLine;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Settings;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary><c>token</c>: a token for work on this machine.</summary>
public static class TokenCommand
{
    public static System.CommandLine.Command Create()
    {
        var role = new Option<AccessRole>("--role")
        {
            Description = "patient, staff, administrator, integrator, analyst or operator.",
            Required = true,
        };
        var place = new Option<Guid?>("--place")
        {
            Description = "The service place; for staff, administrators and integrators.",
        };
        var patient = new Option<Guid?>("--patient") { Description = "The patient; for patients." };
        var channel = new Option<Channel>("--channel")
        {
            Description = "By which way a patient asks: ikp, mojeIkp or voice.",
            DefaultValueFactory = _ => Channel.Ikp,
        };
        var subject = new Option<string?>("--subject")
        {
            Description = "Tells callers apart; role and place or patient if not given.",
        };
        var hours = new Option<int>("--hours")
        {
            Description = "For how long it is good.",
            DefaultValueFactory = _ => (int)LocalIssuer.UsualLife.TotalHours,
        };
        var command = new System.CommandLine.Command(
            "token", "Prints a bearer token for work on this machine; a Host elsewhere does not believe it.")
        {
            role, place, patient, channel, subject, hours,
        };
        command.SetAction(async (parsed, _) =>
        {
            var source = SettingSource.OfProcess();
            if (source.Of(SettingsTable.Environment) == HostEnvironment.Production)
            {
                await Console.Error.WriteLineAsync(
                    $"{SettingsTable.Environment.Variable} is production: tokens come from the issuer that is set.");
                return HostCommand.Unusable;
            }

            var (who, where, whose) = (parsed.GetValue(role), parsed.GetValue(place), parsed.GetValue(patient));
            if (Lacks(who, where, whose) is { } lacks)
            {
                await Console.Error.WriteLineAsync($"A token for {EnumText.Of(who)} needs {lacks}.");
                return HostCommand.Unusable;
            }

            var caller = new Caller(
                who,
                parsed.GetValue(subject) ?? $"{EnumText.Of(who)} {where ?? whose}".TrimEnd(),
                whose is { } patientId ? new PatientId(patientId) : null,
                where is { } placeId ? new PlaceId(placeId) : null,
                who == AccessRole.Patient ? parsed.GetValue(channel) : Channel.Place);
            var keys = source.TextOf(SettingsTable.Keys) ?? KeysBelow(Environment.CurrentDirectory);
            var token = LocalIssuer.In(keys).Issue(
                caller, SystemClock.Instance.GetCurrentInstant(), Duration.FromHours(parsed.GetValue(hours)));
            await Console.Out.WriteLineAsync(token);
            return HostCommand.Well;
        });
        return command;
    }

    /// <summary>Where the keys of a local installation are.</summary>
    internal static string KeysBelow(string folder) => Path.Combine(LocalFolder.HomeBelow(folder), "keys");

    private static string? Lacks(AccessRole role, Guid? place, Guid? patient) =>
        role switch
        {
            AccessRole.Patient => patient is null ? "--patient" : null,
            AccessRole.Staff or AccessRole.Administrator or AccessRole.Integrator => place is null ? "--place" : null,
            AccessRole.Analyst or AccessRole.Operator => null,
        };
}
