using Scheduling.Host.Settings;

namespace Scheduling.Host.Commands;

/// <summary><c>settings</c>: what is in force, and whether a node would start with it.</summary>
public static class SettingsCommand
{
    private const string Hidden = "(set)";

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command(
            "settings", "Prints the settings in force, and what is wrong with them; secrets are not shown.");
        SettingOptions.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var source = SettingOptions.SourceOf(parsed);
            foreach (var setting in SettingsTable.All)
            {
                var text = source.TextOf(setting);
                var shown = text is null ? "" : setting.IsSecret ? Hidden : text;
                await Console.Out.WriteLineAsync($"{setting.Variable}={shown}");
            }

            try
            {
                HostSettings.Read(source);
                return HostCommand.Well;
            }
            catch (SettingsException wrong)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return HostCommand.Otherwise;
            }
        });
        return command;
    }
}
