using System.CommandLine;
using System.Globalization;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>The commands that look at read models and build them anew.</summary>
public static class ReadModelCommands
{
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(1);

    /// <summary><c>models</c>: how far each read model is.</summary>
    public static System.CommandLine.Command Models() =>
        HostCommand.Create(
            "models", "Shows how far each read model is behind the log.", Needs.ToRead, async (database, _, stop) =>
            {
                var store = new EventStore(database.Source);
                foreach (var each in await ReadModelStatus.OfAll(database.Source, store, stop))
                {
                    var rebuild = each.NextPosition is { } next ? $", built anew up to {next}" : "";
                    var moved = each.MovedAt is { } at ? $" ({at})" : "";
                    await Console.Out.WriteLineAsync(
                        $"{each.Model.Name}: position {each.Position} of {each.Head}, {each.Lag} behind"
                        + $"{moved}{rebuild}");
                }

                return HostCommand.Well;
            });

    /// <summary><c>rebuild NAME</c>: builds a read model anew beside the one that is served.</summary>
    public static System.CommandLine.Command Rebuild()
    {
        const string All = "all";
        var name = new Argument<string>("name")
        {
            Description = $"Which: {string.Join(", ", ReadModel.All.Select(model => model.Name))}, or all.",
        };
        name.AcceptOnlyFromAmong([.. ReadModel.All.Select(model => model.Name), All]);
        var command = HostCommand.Create(
            "rebuild", "Builds a read model anew beside the one that is served, which it then replaces.",
            Needs.ToWrite, async (database, parsed, stop) =>
            {
                var asked = parsed.GetRequiredValue(name);
                foreach (var model in ReadModel.All.Where(model => asked == All || model.Name == asked))
                {
                    await Run(database, model, stop);
                }

                return HostCommand.Well;
            });
        command.Add(name);
        return command;
    }

    private static async Task Run(Database database, ReadModel model, CancellationToken stop)
    {
        var said = TimeProvider.System.GetTimestamp();
        var last = default(RebuildProgress);
        await new Rebuild(database.Source, new EventStore(database.Source), model).Run(
            progress =>
            {
                last = progress;
                if (TimeProvider.System.GetElapsedTime(said) >= SayEvery)
                {
                    said = TimeProvider.System.GetTimestamp();
                    Console.Error.WriteLine(Line(progress));
                }
            },
            stop);
        await Console.Out.WriteLineAsync($"{model.Name}: built anew up to {last.Done}, and served");
    }

    private static string Line(RebuildProgress at) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{at.Model}: {at.Done} of {at.Total} events, {at.PerSecond:0}/s, {at.Remaining:hh\\:mm\\:ss} left");
}
