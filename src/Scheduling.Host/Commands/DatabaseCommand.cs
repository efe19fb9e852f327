using System.CommandLine;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary><c>scheduling-host database</c>: starts the private PostgreSQL and keeps it until it is told to
/// stop.</summary>
public static class DatabaseCommand
{
    public static System.CommandLine.Command Create()
    {
        var home = new Option<string?>("--home")
        {
            Description = "Where private servers keep their data; /var/lib/poczekalnia for root, else .local here.",
        };
        var name = new Option<string>("--name")
        {
            Description = "Which of them.",
            DefaultValueFactory = _ => "main",
        };
        var command = new System.CommandLine.Command(
            "database", "Starts a private PostgreSQL and keeps it until Ctrl-C.")
        {
            home, name,
        };
        command.SetAction((parsed, stop) => Run(
            new LocalFolder(
                parsed.GetValue(home) ?? LocalFolder.HomeBelow(Environment.CurrentDirectory),
                parsed.GetValue(name)!,
                ephemeral: false),
            Console.Out, stop));
        return command;
    }

    private static async Task<int> Run(LocalFolder folder, TextWriter output, CancellationToken stop)
    {
        await using var server = await LocalPostgres.Start(folder, stop);
        await Database.Make(server, Database.Main, stop);
        await output.WriteLineAsync($"{Database.ConnectionVariable}=\"{server.ConnectionTo(Database.Main)}\"");
        await output.FlushAsync(CancellationToken.None);
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // It was told to stop, which is how it ends.
        }

        return 0;
    }
}
