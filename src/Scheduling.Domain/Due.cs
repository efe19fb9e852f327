using System.Globalization;
using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// Work that is due at an instant. It is data: whoever keeps it runs it, in order, and never skips it.
/// </summary>
/// <param name="At">Not before this instant.</param>
public sealed record Due(Instant At, DueWork Work) : IComparable<Due>
{
    /// <summary>By instant, then kind, then key: the order is the same in every shell.</summary>
    public int CompareTo(Due? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byInstant = At.CompareTo(other.At);
        if (byInstant != 0)
        {
            return byInstant;
        }

        // Compared as numbers: Enum.CompareTo makes two objects of them.
        var byKind = ((int)Work.Kind).CompareTo((int)other.Work.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Work.Key, other.Work.Key);
    }
}

/// <summary>The kinds of due work, in the order in which those due at one instant are run.</summary>
public enum DueKind
{
    /// <summary>A further day is unblocked.</summary>
    RollWindow,

    /// <summary>A process looks for what is left to do.</summary>
    ContinueProcess,

    /// <summary>A reminder goes out.</summary>
    SendReminder,
}

/// <summary>What is to be done.</summary>
/// <param name="Key">Unique among the work of one kind at one instant.</param>
public abstract record DueWork(DueKind Kind, string Key)
{
    /// <summary>The window of a scope rolls; when done it is due again on the next local day.</summary>
    public sealed record RollWindow(ScopeCode Scope) : DueWork(DueKind.RollWindow, Scope.Value);

    /// <summary>
    /// A process takes its next page of members; when done it is due again at once, until none is left.
    /// </summary>
    public sealed record ContinueProcess(ProcessId Process) : DueWork(DueKind.ContinueProcess, Process.ToString());

    /// <summary>The patient is reminded, if the appointment still has this date.</summary>
    public sealed record SendReminder(AppointmentId Appointment, LocalDateTime Start, int DaysBefore)
        : DueWork(DueKind.SendReminder, KeyOf(Appointment, Start, DaysBefore))
    {
        private static string KeyOf(AppointmentId appointment, LocalDateTime start, int daysBefore) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{appointment.Value}/{start.Year:0000}-{start.Month:00}-{start.Day:00}T{start.Hour:00}:{
                    start.Minute:00}/{daysBefore}");
    }
}
