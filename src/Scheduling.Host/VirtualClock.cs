using NodaTime;

namespace Scheduling.Host;

/// <summary>A clock that stands still until it is set; it never goes back.</summary>
public sealed class VirtualClock(Instant start) : IClock
{
    private long _ticks = start.ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref _ticks));

    /// <summary>Sets the clock; an instant that is past changes nothing.</summary>
    public void MoveTo(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        for (var shown = Interlocked.Read(ref _ticks); shown < ticks;)
        {
            shown = Interlocked.CompareExchange(ref _ticks, ticks, shown);
        }
    }
}
