using Scheduling.Host.Http.Health;

namespace Scheduling.Host.Commands;

/// <summary><c>health</c>: whether the node of this machine is ready; for whoever watches a container.</summary>
public static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static System.CommandLine.Command Create()
    {
        var command = new System.CommandLine.Command(
            "health", "Asks the node that listens where the settings say whether it is ready; 0 when it is.");
        SettingOptions.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                using var client = new HttpClient { Timeout = Patience };
                using var answer = await client.GetAsync(AddressOf(SettingOptions.Read(parsed).Url), stop);
                await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync(stop));
                return answer.IsSuccessStatusCode ? HostCommand.Well : HostCommand.Otherwise;
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or UnusableException)
            {
                await Console.Error.WriteLineAsync(lost.Message);
                return HostCommand.Otherwise;
            }
        });
        return command;
    }

    // Who listens everywhere listens here too.
    private static Uri AddressOf(Uri url) =>
        new UriBuilder(url)
        {
            Host = url.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : url.Host, Path = HealthQuery.Ready,
        }.Uri;
}
