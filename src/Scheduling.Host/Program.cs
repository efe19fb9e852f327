using System.CommandLine;
using Scheduling.Host.Commands;

var root = new RootCommand("The durable engine of the central registration, on PostgreSQL.")
{
    DatabaseCommand.Create(),
    EngineCommands.Migrate(),
    ServeCommand.Create(),
    SettingsCommand.Create(),
    TokenCommand.Create(),
    HealthCommand.Create(),
    ApplyCommand.Create(),
    ClockCommands.Advance(),
    ClockCommands.Settle(),
    ExportCommand.Create(),
    EngineCommands.Due(),
    DeliveriesCommand.Create(),
    EngineCommands.Audit(),
    ReadModelCommands.Models(),
    ReadModelCommands.Rebuild(),
};

// How long a node takes to stop is a setting of its own; nothing else needs as long.
return await root.Parse(ServeCommand.OrServe(args)).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = ServeCommand.StopsWithin });
