using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Reminders;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.Steps;

internal sealed partial class StepJudge
{
    // A notice by several channels is one notice, unless the scenario asks for a channel.
    private StepVerdict Judge(Expectation.Notices expected)
    {
        var told = ledger.Told
            .Where(notice => notice.Recipient == new NoticeRecipient.ToPatient(names.Patient(expected.Patient)))
            .GroupBy(notice => notice.Key[..notice.Key.LastIndexOf('/')])
            .Select(group => group.ToList())
            .ToList();
        var found = Sorted(told.SelectMany(group => group.Select(NameOf).Distinct()));
        var (left, missing) = (told, false);
        foreach (var (kind, channel) in expected.Sent.OrderBy(notice => notice.Channel is null).Select(Parts))
        {
            var group = left.Find(notices => notices.Any(notice => EnumText.Of(notice.Kind) == kind
                && (channel is null || notice.Channel == channel)));
            missing |= group is null;
            group?.RemoveAll(notice => channel is null || notice.Channel == channel);
            left.RemoveAll(notices => notices.Count == 0);
        }

        return new StepVerdict(
            $"notices to {expected.Patient}: {StepVerdict.List(expected.Sent.Select(TextOf))}",
            !missing && left.Count == 0, found);
    }

    private static string NameOf(NoticeIntent notice) => EnumText.Of(notice.Kind);

    private static (string Kind, NoticeChannel? Channel) Parts(ExpectedNotice notice) =>
        (EnumText.Of(notice.Kind), notice.Channel is { } contact ? ChannelOf(contact) : null);

    private static string TextOf(ExpectedNotice notice) =>
        With(EnumText.Of(notice.Kind), "by", Word(notice.Channel));

    private static NoticeChannel ChannelOf(ContactKind contact) =>
        contact switch
        {
            ContactKind.Mobile => NoticeChannel.Sms,
            // No notice to a patient takes this way, and none goes to a landline.
            ContactKind.Landline => NoticeChannel.Endpoint,
            ContactKind.Email => NoticeChannel.Email,
            ContactKind.Push => NoticeChannel.Push,
        };

    private StepVerdict Judge(Expectation.PlaceNotices expected) =>
        StepVerdict.Of(
            $"notifications to {expected.Place}",
            Sorted(expected.Sent.Select(kind => EnumText.Of(kind))),
            Sorted(ledger.Told
                .Where(notice => notice.Recipient == new NoticeRecipient.ToPlace(names.Place(expected.Place)))
                .Select(NameOf)));

    private StepVerdict Judge(Expectation.Reminders expected)
    {
        var patient = names.Patient(expected.Patient);
        var due = facts.Due
            .Where(due => due.Work is DueWork.SendReminder reminder
                && facts.AppointmentOf(reminder.Appointment) is { Made: { } made } appointment
                && made.Patient == patient
                && ReminderPolicy.StillDue(reminder, due.At, appointment))
            .Select(due => Text(due.At)!);
        return StepVerdict.Of(
            $"reminders of {expected.Patient}",
            Sorted(expected.Due.Select(at => Text(at)!)), Sorted(due));
    }
}
