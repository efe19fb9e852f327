using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Spectre.Console;

AnsiConsole.Console = Screen.Create();
return AllCommands.Create().Parse(args).Invoke();
