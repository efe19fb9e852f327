using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Tests.Operations.Swarm;

/// <summary>What may coexist (states.md §2), written once as it stands there; everything else is a bug.</summary>
public static class Coexistence
{
    // A visit without a referral (screening, or loaded on paper) has nothing to hold; of a referral that ended under a
    // date that stands, the date stays (assumed), and so does what follows from it.
    private static readonly (string Meaning, Func<Situation, bool> Holds)[] Table =
    [
        ("may book a first visit or join",
            each => each is { Report: not CentralReport.Open, Visit: null, Entry: null }
                && each.Referral is null or Referral.Issued or Referral.Cancelled),
        ("waits; no place holds the referral yet",
            each => each is { Report: CentralReport.Open, Visit: null, Entry: WaitingEntry.Waiting }
                && each.Referral is null or Referral.Issued),
        ("first visit, from the waiting room or not",
            each => each is { Report: CentralReport.Open, Visit: Appointment.Booked, Slot: Slot.Taken }
                && each.IsHeldThere() && each.IsEntryOfVisit()),
        ("missed, and nobody knows yet by whose fault",
            each => each is
                {
                    Report: CentralReport.Open,
                    Visit: Appointment.Missed { Fault: Fault.Undetermined },
                    Slot: Slot.Consumed,
                }
                && each.IsHeldThere() && each.IsEntryOfVisit()),
        ("in treatment: further visits only at the holding place",
            each => each is
                {
                    Report: CentralReport.Closed { Reason: ReportClosure.Fulfilled },
                    Visit: Appointment.Fulfilled,
                    Slot: Slot.Consumed,
                }
                && each.IsHeldThere() && each.IsEntryOfVisit()),
        ("continuing visit; it never opens a report",
            each => each is { Report: not CentralReport.Open, IsContinuing: true, Entry: null }
                && (each.Visit, each.Slot) is
                    (Appointment.Booked, Slot.Taken)
                    or (Appointment.Missed { Fault: Fault.Undetermined }, Slot.Consumed)
                && each.IsHeldThere()),
        ("unusable for any booking",
            each => each is { Referral: Referral.Fulfilled, Report: CentralReport.Closed, IsContinuing: false }
                && each.Visit is Appointment.Fulfilled && each.IsEntryOfVisit()),
    ];

    /// <summary>Every situation that no row of the table allows, and every state that is alone.</summary>
    public static IEnumerable<string> Violations(World world)
    {
        var view = new WorldView(world);
        return view.Situations().Where(each => !Table.Any(row => row.Holds(each))).Select(each => $"{each}")
            .Concat(view.Loners());
    }
}

/// <summary>
/// What stands together: a referral, or none, with the report that names it, a visit on it, and so on.
/// </summary>
/// <param name="Referral">Nothing for screening and for visits loaded on paper.</param>
/// <param name="Report">The report, if it names this referral; otherwise it counts as absent.</param>
/// <param name="Visit">A live visit, or the first visit that took place; nothing while there is none.</param>
/// <param name="Entry">The entry that waits or that the visit came from.</param>
public sealed record Situation(
    Referral? Referral, CentralReport Report, Appointment? Visit, WaitingEntry? Entry, Slot? Slot, AppointmentId Id)
{
    public bool IsContinuing => Visit?.Made!.Kind == SlotKind.Continuing;

    /// <summary>The place of the visit holds the referral, where there is one that can be held.</summary>
    public bool IsHeldThere() =>
        Referral switch
        {
            null or Referral.Cancelled => true,
            Referral.Held held => held.Place == Visit!.On!.Place,
            _ => false,
        };

    /// <summary>A visit of the waiting room has its entry, and any other has none.</summary>
    public bool IsEntryOfVisit() =>
        Visit!.Made!.Entry is null ? Entry is null
        : Entry is WaitingEntry.Assigned assigned && assigned.Appointment == Id;
}
