using System.CommandLine;
using Scheduling.Host.Commands;

var root = new RootCommand("The durable engine of the central registration, on PostgreSQL.")
{
    DatabaseCommand.Create(),
    EngineCommands.Migrate(),
    EngineCommands.Serve(),
    TokenCommand.Create(),
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
return await root.Parse(args).InvokeAsync();
