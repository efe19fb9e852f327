using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// Every change to list or date is told to the patient (domain.md §9, 10; states.md §3, last column).
/// </summary>
public sealed class EveryChangeIsTold : Check
{
    private readonly Dictionary<(Guid Patient, string Kind), ContactSet> _expected = [];
    private readonly Dictionary<(Guid Patient, string Kind), ContactSet> _told = [];

    public override string Name => "every-change-is-told";

    public override string Statement =>
        "After every command each patient concerned gets its notices by every channel left, and no others.";

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            Expect(line, append, history);
        }

        foreach (var notice in append.Notices)
        {
            if (notice.Patient is { } patient && notice.Kind != NoticeKinds.DateApproaching)
            {
                var key = (patient, notice.Kind);
                _told[key] = _told.GetValueOrDefault(key) | NoticeKinds.ContactOf(notice.Channel);
            }
        }

        foreach (var ((patient, kind), contacts) in _expected)
        {
            Look();
            _told.Remove((patient, kind), out var told);
            if (told != contacts)
            {
                Wrong(append, patient, kind, told, contacts);
            }
        }

        foreach (var ((patient, kind), told) in _told)
        {
            if (!IsOptional(kind, append))
            {
                Wrong(append, patient, kind, told, ContactSet.None);
            }
        }

        _expected.Clear();
        _told.Clear();
    }

    // The forecast comes with a change of criteria or by itself. Whose referral ended while a date stood, and then
    // lost the date, may be told that the report ends.
    private static bool IsOptional(string kind, AppendLines append) =>
        kind == NoticeKinds.Forecast
        || (kind == NoticeKinds.ReportWithdrawn
            && append.Events.Exists(line => line.What is ReportClosed { Reason: Closure.ReferralEnded }));

    private void Expect(EventLine line, AppendLines append, History history)
    {
        if (line.Family == Family.Appointment && history.VisitOf(line.Stream) is { } visit
            && KindOf(line, visit, history) is { } kind)
        {
            Expect(visit.Patient, kind, visit.Contacts);
        }
        else if (line.Family == Family.Entry && history.EntryOf(line.Stream) is { } entry
            && KindOf(line, append) is { } ofEntry)
        {
            Expect(entry.Patient, ofEntry, entry.Report.Contacts);
        }
    }

    private static string? KindOf(EventLine line, Visit visit, History history) => line.What switch
    {
        AppointmentBooked booked => booked.Origin switch
        {
            Origin.WaitingRoom => NoticeKinds.FreeDateAppeared,
            Origin.InitialLoad => null,
            Origin.SameDay when Moments.Of(visit.Day, visit.Time) <= history.Now => null,
            Origin.Public or Origin.OutOfTurn or Origin.Treatment or Origin.SameDay => NoticeKinds.DateAssigned,
        },
        AppointmentRescheduled => NoticeKinds.DateChanged,
        AppointmentCancelled { By: Role.Patient or Role.ThirdPerson } => NoticeKinds.DateResigned,
        AppointmentCancelled => NoticeKinds.DateCancelledByPlace,
        AppointmentMissed { Fault: Blame.Patient } when visit.Kind == VisitKind.FirstTime => NoticeKinds.Removed,
        _ => null,
    };

    private static string? KindOf(EventLine line, AppendLines append) => line.What switch
    {
        EntryPlaced or EntryReturned or EntryReinstated => NoticeKinds.PutOnList,
        EntryWithdrawn when append.Events.Exists(
            other => other.What is ReportClosed { Reason: Closure.Withdrawn or Closure.ReferralEnded }) =>
            NoticeKinds.ReportWithdrawn,
        _ => null,
    };

    private void Expect(Guid patient, string kind, ContactSet contacts)
    {
        if ((contacts & NoticeKinds.Reachable) is not ContactSet.None and var reachable)
        {
            _expected[(patient, kind)] = reachable;
        }
    }

    private void Wrong(AppendLines append, Guid patient, string kind, ContactSet told, ContactSet expected) =>
        Found(
            append.Position, $"patient/{patient}",
            $"after {append.Command?.Operation} '{kind}' went by {NoticeKinds.ChannelsOf(told)}, "
            + $"it should go by {NoticeKinds.ChannelsOf(expected)}");
}
