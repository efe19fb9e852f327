using Poczekalnia.Reporting;
using Scheduling.Benchmarks;
using Spectre.Console;

AnsiConsole.Console = Screen.Create();
return BenchCommand.Create().Parse(args).Invoke();
