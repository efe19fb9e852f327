using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Patients;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Notices;

/// <summary>A text message that came in.</summary>
/// <param name="From">The sender's number.</param>
/// <param name="ReplyTo">The key of the message it answers, where the gateway knows it.</param>
internal sealed record SmsReply(string From, string Text, string? ReplyTo = null)
{
    /// <summary>Nothing: neither a log nor an exception shows personal data.</summary>
    public override string ToString() => nameof(SmsReply);
}

/// <summary>What became of a reply and what to tell the sender.</summary>
/// <param name="Refusal">Why the rules said no, where they were asked and did.</param>
internal sealed record AnsweredReply(ReplyOutcome Outcome, string Text, Language Language, Refusal? Refusal = null);

/// <summary>
/// Takes in replies to reminders (states.md §4): a reply cancels the very appointment and date that its reminder named,
/// and nothing else. Whoever cannot be understood for sure is told so, and nothing changes.
/// </summary>
/// <param name="clock">The engine's.</param>
internal sealed class SmsReplies(
    PatientRegister register, Deliveries deliveries, Executor executor, IClock clock)
{
    // The word that reminders of both languages ask for (NoticeWords).
    private const string Cancel = "NIE";

    /// <summary>Does what a reply asks for, once.</summary>
    /// <param name="command">Names the reply: the same one coming again is answered and not done again.</param>
    public async Task<AnsweredReply> Take(SmsReply reply, Guid command, Guid correlation, CancellationToken stop)
    {
        var patients = ContactData.NumberIn(reply.From) is { } number
            ? await register.FindByMobile(number, stop)
            : [];
        if (patients.Count == 0)
        {
            return Answer(ReplyOutcome.UnknownSender, null, Language.Polish);
        }

        var reminders = await deliveries.RemindersSentTo(patients, stop);
        var (reminder, unclear) = Choose(reminders, reply.ReplyTo);
        var language = await LanguageOf(reminder, patients, stop);
        return !IsCancel(reply.Text) ? Answer(ReplyOutcome.NotUnderstood, null, language)
            : reminder is null ? Answer(unclear, null, language)
            : await Try(reminder, language, command, correlation);
    }

    private async Task<AnsweredReply> Try(Delivery reminder, Language language, Guid command, Guid correlation)
    {
        var (appointment, start) = (reminder.Intent.Appointment!.Value, reminder.Intent.Start!.Value);

        // What was begun is decided, whether or not the gateway still waits for the answer.
        var outcome = await executor.Run(
            new Command(
                command, correlation, Actor.PatientBy(Channel.Sms), new CancelByPatient(appointment, start)),
            CancellationToken.None);
        return outcome.Refusal is not { } refusal
            ? Answer(
                outcome.RecordedSomething ? ReplyOutcome.Cancelled : ReplyOutcome.AlreadyCancelled, start, language)
            : Answer(OutcomeOf(refusal), start, language) with { Refusal = refusal };
    }

    // Of several visits that are still to come a bare reply may mean any. Of one that was moved after its reminder
    // and reminded of again, it answers the last.
    private (Delivery? Reminder, ReplyOutcome Unclear) Choose(IReadOnlyList<Delivery> reminders, string? replyTo)
    {
        if (replyTo is not null)
        {
            return (reminders.FirstOrDefault(each => each.Intent.Key == replyTo), ReplyOutcome.NothingToAnswer);
        }

        var now = WarsawTime.LocalOf(clock.GetCurrentInstant());
        var ahead = reminders.Where(each => each.Intent.Start > now).ToList();
        return ahead.Select(each => each.Intent.Appointment).Distinct().Count() switch
        {
            0 => (null, reminders.Count > 0 ? ReplyOutcome.TooLate : ReplyOutcome.NothingToAnswer),
            1 => (ahead[^1], ReplyOutcome.NothingToAnswer),
            _ => (null, ReplyOutcome.WhichOne),
        };
    }

    private async Task<Language> LanguageOf(
        Delivery? reminder, IReadOnlyList<PatientId> patients, CancellationToken stop)
    {
        var patient = reminder?.Intent.Recipient is Domain.Notices.NoticeRecipient.ToPatient to
            ? to.Patient
            : patients[0];
        return await register.Read(patient, stop) is { Contact.Language: var language } ? language : Language.Polish;
    }

    private static ReplyOutcome OutcomeOf(Refusal refusal) =>
        refusal.Code == Refusals.NotTheReminded.Code ? ReplyOutcome.DateChanged
        : refusal.Code == Refusals.AppointmentNotBooked.Code || refusal.Code == "too-late" ? ReplyOutcome.TooLate
        : ReplyOutcome.NotPossible;

    private static bool IsCancel(string text) =>
        text.Trim().Trim('.', '!', '"', '\'').Equals(Cancel, StringComparison.OrdinalIgnoreCase);

    private static AnsweredReply Answer(ReplyOutcome outcome, LocalDateTime? start, Language language) =>
        new(outcome, ReplyText.Of(outcome, start, language), language);
}
