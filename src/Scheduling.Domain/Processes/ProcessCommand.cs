using NodaTime;

namespace Scheduling.Domain.Processes;

/// <summary>Intents addressed to one process.</summary>
public abstract record ProcessCommand
{
    private ProcessCommand() { }

    public sealed record Start(ProcessKind Kind, PlaceId Place, LocalDate From, LocalDate? To) : ProcessCommand;

    public sealed record End : ProcessCommand;
}
