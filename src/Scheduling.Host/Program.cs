using System.CommandLine;
using Scheduling.Host.Commands;

var root = new RootCommand("The durable engine of the central registration, on PostgreSQL.")
{
    DatabaseCommand.Create(),
    EngineCommands.Migrate(),
    EngineCommands.Serve(),
    ApplyCommand.Create(),
    ClockCommands.Advance(),
    ClockCommands.Settle(),
    ExportCommand.Create(),
    EngineCommands.Due(),
    EngineCommands.Audit(),
};
return await root.Parse(args).InvokeAsync();
