using System.CommandLine;
using System.Globalization;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>The commands that look at read models and build them anew.</summary>
public static class ReadModelCommands
{
    private const int Well = 0;
    private const int Misused = 2;
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(1);

    /// <summary><c>models</c>: how far each read model is.</summary>
    public static System.CommandLine.Command Models()
    {
        var command = new System.CommandLine.Command("models", "Shows how far each read model is behind the log.");
        command.SetAction(async (_, stop) =>
        {
            await using var database = await Database.Open(Environment.CurrentDirectory, stop);
            foreach (var each in await ReadModelStatus.OfAll(database.Source, new EventStore(database.Source), stop))
            {
                var rebuild = each.NextPosition is { } next ? $", built anew up to {next}" : "";
                var moved = each.MovedAt is { } at ? $" ({at})" : "";
                await Console.Out.WriteLineAsync(
                    $"{each.Model.Name}: position {each.Position} of {each.Head}, {each.Lag} behind{moved}{rebuild}");
            }

            return Well;
        });
        return command;
    }

    /// <summary><c>rebuild NAME</c>: builds a read model anew beside the one that is served.</summary>
    public static System.CommandLine.Command Rebuild()
    {
        var name = new Argument<string>("name")
        {
            Description = $"Which: {string.Join(", ", ReadModel.All.Select(model => model.Name))}, or all.",
        };
        var command = new System.CommandLine.Command(
            "rebuild", "Builds a read model anew beside the one that is served, which it then replaces.")
        {
            name,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var asked = parsed.GetValue(name);
            var models = ReadModel.All.Where(model => asked == "all" || model.Name == asked).ToList();
            if (models.Count == 0)
            {
                await Console.Error.WriteLineAsync($"No read model is called '{asked}'. {name.Description}");
                return Misused;
            }

            await using var database = await Database.Open(Environment.CurrentDirectory, stop);
            await Migrator.Apply(database.Source, stop);
            foreach (var model in models)
            {
                await Run(database, model, stop);
            }

            return Well;
        });
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
