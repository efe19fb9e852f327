using NodaTime;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Commands;

/// <summary>What a node says when it serves: where, by which clock, and what somebody needs who is new here.</summary>
internal static class Welcome
{
    public static string Text(string url, HostSettings settings, string keys, IClock clock)
    {
        var goesBy = clock is VirtualClock
            ? $"a virtual clock, which shows {clock.GetCurrentInstant()}"
            : "the machine's clock";
        var tokens = settings.Issuer switch
        {
            null => "./run host token --role operator prints one for work on this machine",
            { Authority: { } authority } => $"from {authority}",
            { Name: var name } => $"from {name}",
        };
        return $"""
            serving on {url}, by {goesBy}; what goes wrong is said here, Ctrl-C ends it
              the API, to read and to try out: {url}/{OpenApiQuery.Pages}
              tokens: {tokens}
              keys: {keys}
            """;
    }
}
