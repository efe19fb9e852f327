using System.Diagnostics;
using static Scheduling.Domain.BookingWindows.BookingWindow;
using static Scheduling.Domain.BookingWindows.BookingWindowCommand;
using static Scheduling.Domain.BookingWindows.BookingWindowEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.BookingWindows.BookingWindowEvent>;

namespace Scheduling.Domain.BookingWindows;

/// <summary>The rules of one scope's booking window.</summary>
public static class BookingWindowDecider
{
    public static Decision Decide(BookingWindowCommand command, BookingWindow state, Circumstances now) =>
        (command, state) switch
        {
            (OpenScope open, Absent) => new ScopeOpened(open.Scope, now.Now),
            (OpenScope, _) => new AlreadySo(),
            (AdoptPolicy adopt, Opened window) => Decide(adopt, window, now),
            (AdvanceWindow advance, Opened window) => Decide(advance, window, now),
            (SweepWindow sweep, Opened window) => Decide(sweep, window, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(AdoptPolicy adopt, Opened window, Circumstances now) =>
        window.Policy == adopt.Policy ? new AlreadySo()
        : adopt.ValidFrom > now.Today ? Refusals.TooEarly(adopt.ValidFrom.AtMidnight())
        : new PolicyAdopted(adopt.Policy, now.Now);

    /// <summary>
    /// A window never shrinks: what the public was shown yesterday stays bookable. Under a policy with fewer days it
    /// stands until the days have caught up.
    /// </summary>
    private static Decision Decide(AdvanceWindow advance, Opened window, Circumstances now) =>
        window.Through >= advance.Through ? new AlreadySo() : new WindowAdvanced(advance.Through, now.Now);

    private static Decision Decide(SweepWindow sweep, Opened window, Circumstances now) =>
        window.SweptThrough >= sweep.Through ? new AlreadySo()
        : window.Includes(sweep.Through) ? new WindowSwept(sweep.Through, now.Now)
        : Refusals.SlotNotDue;
}
