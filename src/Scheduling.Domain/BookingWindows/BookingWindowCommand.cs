using NodaTime;

namespace Scheduling.Domain.BookingWindows;

/// <summary>Intents addressed to the booking window of one scope.</summary>
public abstract record BookingWindowCommand
{
    private BookingWindowCommand() { }

    public sealed record OpenScope(ScopeCode Scope) : BookingWindowCommand;

    public sealed record AdoptPolicy(PolicyRef Policy, LocalDate ValidFrom) : BookingWindowCommand;

    public sealed record AdvanceWindow(LocalDate Through) : BookingWindowCommand;

    public sealed record SweepWindow(LocalDate Through) : BookingWindowCommand;
}
