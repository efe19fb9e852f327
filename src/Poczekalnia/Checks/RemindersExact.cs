using NodaTime;
using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>Reminders go out when they should, for visits that stand, and none is missing (states.md §6).</summary>
public sealed class RemindersExact : Check
{
    private readonly PriorityQueue<Due, Instant> _due = new();
    private readonly Dictionary<(Guid Visit, DateOnly Day, TimeOnly Time, int DaysBefore), ContactSet> _sent = [];

    public override string Name => "reminders-exact";

    public override string Statement =>
        "A booked visit has one reminder per day before, channel and date, at its local hour; no other visit has any.";

    public override void Asked(CommandLine command, History history) => Settle(command.Now);

    public override void After(EventLine line, History history)
    {
        if (line.What is AppointmentBooked or AppointmentRescheduled && history.VisitOf(line.Stream) is { } visit)
        {
            foreach (var days in visit.Scope.Rules.ReminderDaysBefore)
            {
                var due = Moments.Of(visit.Day.AddDays(-days), visit.Scope.Rules.ReminderAt);
                if (due > line.At)
                {
                    _due.Enqueue(new Due(visit, visit.Day, visit.Time, visit.FixedAt, days), due);
                }
            }
        }
    }

    public override void Told(NoticeLine notice, History history)
    {
        if (notice.Kind != NoticeKinds.DateApproaching)
        {
            return;
        }

        Look();
        var visit = notice.Appointment is { } id ? history.VisitOf(id) : null;
        if (WhyNot(notice, visit) is { } reason)
        {
            Found(
                0, $"appointment/{notice.Appointment} {notice.Recipient}",
                $"a reminder of {Text(notice)}, {notice.DaysBefore} days before, at {notice.At}: {reason}");
            return;
        }

        var key = (visit!.Id, visit.Day, visit.Time, notice.DaysBefore!.Value);
        var contact = NoticeKinds.ContactOf(notice.Channel);
        var sent = _sent.GetValueOrDefault(key);
        if ((sent & contact) != ContactSet.None)
        {
            Found(
                0, $"appointment/{visit.Id} {notice.Recipient}",
                $"a second reminder of {visit.Start}, {notice.DaysBefore} days before, by {notice.Channel}");
        }

        _sent[key] = sent | contact;
    }

    public override void Closed(History history) => Settle(history.Now);

    private static string? WhyNot(NoticeLine notice, Visit? visit)
    {
        if (visit is null || notice.DaysBefore is not { } days)
        {
            return "there is no such appointment, or the days before are missing";
        }

        var due = Moments.Of(visit.Day.AddDays(-days), visit.Scope.Rules.ReminderAt);

        // What changed at the very instant of the reminder may have changed after it.
        var isTie = visit.ChangedAt == notice.At;
        return visit.Patient != notice.Patient ? $"the patient of the visit is {visit.Patient}"
            : visit.State != VisitState.Booked && !isTie ? $"the visit is {Words.NameOf(visit.State)}"
            : notice.Start != (visit.Day, visit.Time) ? isTie ? null : $"the visit is at {visit.Start}"
            : !visit.Scope.Rules.ReminderDaysBefore.Contains(days) ? "the policy has no reminder on that day"
            : notice.At != due ? $"it was due at {due}"
            : notice.At <= visit.FixedAt ? $"the date was fixed only at {visit.FixedAt}"
            : (visit.Contacts & NoticeKinds.ContactOf(notice.Channel)) == ContactSet.None
                ? $"the patient cannot be reached by {notice.Channel}"
            : null;
    }

    private static string Text(NoticeLine notice) =>
        notice.Start is { } start ? Moments.Text(start.Day, start.Time) : "no date";

    /// <summary>Whatever was due before an instant has gone out by now, or never will.</summary>
    private void Settle(Instant now)
    {
        while (_due.TryPeek(out var due, out var at) && at < now)
        {
            _due.Dequeue();
            var visit = due.Visit;
            _sent.Remove((visit.Id, due.Day, due.Time, due.DaysBefore), out var sent);

            // Moved since, perhaps away and back: another reminder stands for that date.
            if (visit.State != VisitState.Booked || visit.FixedAt != due.FixedAt)
            {
                continue;
            }

            Look();
            var expected = visit.Contacts & NoticeKinds.Reachable;
            if (sent != expected)
            {
                Found(
                    0, $"appointment/{visit.Id} patient/{visit.Patient}",
                    $"the reminder of {Moments.Text(due.Day, due.Time)}, due at {at}, went by "
                    + $"{NoticeKinds.ChannelsOf(sent)}, it should go by {NoticeKinds.ChannelsOf(expected)}");
            }
        }
    }

    private sealed record Due(Visit Visit, DateOnly Day, TimeOnly Time, Instant FixedAt, int DaysBefore);
}
