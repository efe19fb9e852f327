using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Scheduling.Host.Settings;

/// <summary>How the console is written: on standard error, as text or as JSON, with what belongs to a line.</summary>
public static class ConsoleLog
{
    private const string Instants = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    /// <summary>Sets up the console, and nothing else.</summary>
    public static void Configure(ILoggingBuilder logging, HostSettings settings)
    {
        logging.ClearProviders().SetMinimumLevel(settings.LogLevel);

        // The framework says of each request what the line of our own says already.
        logging.AddFilter("Microsoft", level => level >= LogLevel.Warning && level >= settings.LogLevel);
        switch (settings.Log)
        {
            case LogFormat.Simple:
                logging.AddSimpleConsole(console =>
                {
                    (console.SingleLine, console.IncludeScopes, console.UseUtcTimestamp) = (true, true, true);
                    console.TimestampFormat = Instants;
                });
                break;
            case LogFormat.Json:
                logging.AddJsonConsole(console =>
                {
                    (console.IncludeScopes, console.UseUtcTimestamp) = (true, true);
                    console.TimestampFormat = Instants.Trim();
                });
                break;
        }

        logging.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
