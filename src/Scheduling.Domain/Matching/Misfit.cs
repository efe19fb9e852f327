namespace Scheduling.Domain.Matching;

/// <summary>
/// Why a slot is not for an entry. The order of the names is the order in which the rules are asked, and the first that
/// fails is the answer of <c>why-not</c>: first where, then with whom, when and how, then who, then how soon.
/// </summary>
public enum Misfit
{
    /// <summary>Outside the areas, service places or circle (art. 23e(6)).</summary>
    Place,

    /// <summary>Another practitioner, or none named (art. 23e(6)).</summary>
    Practitioner,

    /// <summary>Before the first acceptable day (art. 23e(6)).</summary>
    FirstDay,

    /// <summary>After the last acceptable day (art. 23e(6)).</summary>
    LastDay,

    /// <summary>Not on that day of the week (<i>assumed</i>).</summary>
    DayOfWeek,

    /// <summary>Not at that hour (<i>assumed</i>).</summary>
    Hour,

    /// <summary>In person instead of remotely, or the reverse (<i>assumed</i>).</summary>
    Mode,

    /// <summary>The slot takes other ages (art. 23c(3)(1)).</summary>
    Ages,

    /// <summary>Closer than the minimum lead time, or over (<i>assumed</i>).</summary>
    LeadTime,

    /// <summary>Closer than the notice that the patient asked for (<i>assumed</i>).</summary>
    Notice,

    /// <summary>After the last day of the booking window (Dz.U. 2025 poz. 1871 § 5).</summary>
    Window,

    /// <summary>An appointment of the same report has left this very slot (<i>assumed</i>).</summary>
    LeftSlot,
}

/// <summary>The names of <see cref="Misfit"/> that stand in output: they never change.</summary>
public static class MisfitCode
{
    /// <summary>The stable name.</summary>
    public static string Of(Misfit misfit) => misfit switch
    {
        Misfit.Place => "place",
        Misfit.Practitioner => "practitioner",
        Misfit.FirstDay => "first-day",
        Misfit.LastDay => "last-day",
        Misfit.DayOfWeek => "day-of-week",
        Misfit.Hour => "hour",
        Misfit.Mode => "mode",
        Misfit.Ages => "ages",
        Misfit.LeadTime => "lead-time",
        Misfit.Notice => "notice",
        Misfit.Window => "window",
        Misfit.LeftSlot => "left-slot",
    };
}
