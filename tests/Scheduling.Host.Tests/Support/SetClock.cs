using NodaTime;

namespace Scheduling.Host.Tests.Support;

/// <summary>A clock that shows what it is told, earlier or later.</summary>
public sealed class SetClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
