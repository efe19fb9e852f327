using System.CommandLine;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Commands;

/// <summary>The settings as options of a command.</summary>
internal static class SettingOptions
{
    /// <summary>Gives a command an option for every setting that is no secret.</summary>
    public static void AddTo(System.CommandLine.Command command)
    {
        foreach (var setting in SettingsTable.All)
        {
            if (setting.Option is { } name)
            {
                command.Add(new Option<string?>(name) { Description = setting.Meaning });
            }
        }
    }

    /// <summary>The settings in force.</summary>
    /// <exception cref="UnusableException">One is wrong or missing.</exception>
    public static HostSettings Read(ParseResult parsed)
    {
        try
        {
            return HostSettings.Read(SourceOf(parsed));
        }
        catch (SettingsException wrong)
        {
            throw new UnusableException(wrong.Message);
        }
    }

    /// <summary>Where they come from.</summary>
    public static SettingSource SourceOf(ParseResult parsed) =>
        SettingSource.OfProcess(name => parsed.CommandResult.Command.Options.Any(option => option.Name == name)
            ? parsed.GetValue<string?>(name)
            : null);
}
