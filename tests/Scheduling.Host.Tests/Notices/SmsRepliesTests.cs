using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Notices;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>A reply to a reminder cancels the very visit and date that it named, and nothing else.</summary>
public sealed class SmsRepliesTests(Postgres postgres)
{
    private const string AnnasNumber = "+48500000001";
    private const string PiotrsNumber = "+48500000002";
    private int _replies;

    [Theory]
    [InlineData("NIE")]
    [InlineData(" nie. ")]
    [InlineData("\"Nie!\"")]
    public async Task The_word_that_the_reminder_asks_for_cancels_the_visit(string word)
    {
        await using var town = await Reminded();

        // As gateways write numbers.
        var answer = await Reply(town, "0048 500 000 001", word);

        (answer.Outcome, answer.Language).Should().Be((ReplyOutcome.Cancelled, Language.English));
        answer.Text.Should().Be(
            "We cancelled your visit: 21 September 2026, 9:00. Thank you: somebody who waits will use it.");
        (await town.Town.StateOf(Cast.Anna.Visit)).Should().BeOfType<Appointment.Cancelled>();
        (await town.Town.Database.Rows($"""
            select channel, role, operation from scheduling.commands order by ordinal desc limit 1
            """)).Should().Equal("sms patient cancel-by-patient");
        (await town.Town.StateOf(Cast.Piotr.Visit)).Should().BeOfType<Appointment.Booked>();
    }

    [Fact]
    public async Task A_reply_that_comes_again_gets_a_clear_answer_and_changes_nothing()
    {
        await using var town = await Reminded();
        var id = Ids.Derive("a reply");
        var replies = RepliesOf(town);
        var first = await replies.Take(new SmsReply(AnnasNumber, "NIE"), id, id, default);
        var before = await Position(town);

        (await replies.Take(new SmsReply(AnnasNumber, "NIE"), id, id, default)).Should().Be(first);
        (await Reply(town, AnnasNumber, "NIE")).Outcome.Should().Be(ReplyOutcome.AlreadyCancelled);
        (await Position(town)).Should().Be(before);
    }

    [Fact]
    public async Task What_is_unknown_or_unclear_or_late_gets_a_clear_answer_and_changes_nothing()
    {
        await using var town = await Reminded();
        var before = await Position(town);

        (await Reply(town, "+48500000009", "NIE")).Outcome.Should().Be(ReplyOutcome.UnknownSender);
        (await Reply(town, "nobody", "NIE")).Outcome.Should().Be(ReplyOutcome.UnknownSender);
        (await Reply(town, AnnasNumber, "TAK")).Outcome.Should().Be(ReplyOutcome.NotUnderstood);
        (await Reply(town, AnnasNumber, "NIE wiem")).Outcome.Should().Be(ReplyOutcome.NotUnderstood);
        (await Reply(town, AnnasNumber, "")).Outcome.Should().Be(ReplyOutcome.NotUnderstood);
        (await Reply(town, AnnasNumber, "NIE", "another key")).Outcome.Should().Be(ReplyOutcome.NothingToAnswer);
        (await Reply(town, AnnasNumber, "NIE", await ReminderOf(town, Cast.Piotr))).Outcome
            .Should().Be(ReplyOutcome.NothingToAnswer, "it is somebody else's");
        town.Town.Clock.Now = Cast.Warsaw(2026, 9, 21, 9, 0);
        (await Reply(town, AnnasNumber, "NIE")).Outcome.Should().Be(ReplyOutcome.TooLate);
        (await Reply(town, AnnasNumber, "NIE", await ReminderOf(town, Cast.Anna))).Outcome
            .Should().Be(ReplyOutcome.TooLate);

        (await Position(town)).Should().Be(before);
        (await town.Town.StateOf(Cast.Anna.Visit)).Should().BeOfType<Appointment.Booked>();
    }

    [Fact]
    public async Task Before_any_reminder_there_is_nothing_to_answer()
    {
        await using var town = await NoticeTown.New(postgres);
        await Know(town, Cast.Anna, AnnasNumber);
        await town.Book(Cast.Anna, Cast.Monday);
        await town.SendAll(new RecordingSender());

        (await Reply(town, AnnasNumber, "NIE")).Outcome.Should().Be(ReplyOutcome.NothingToAnswer);
    }

    [Fact]
    public async Task The_reply_to_a_date_that_has_changed_since_cancels_nothing()
    {
        await using var town = await Reminded();
        await town.Open(Cast.Tuesday);
        await town.Town.Accept(Cast.ByIkp, new RescheduleByPatient(Cast.Anna.Visit, Cast.Tuesday.Id));
        var before = await Position(town);

        var answer = await Reply(town, AnnasNumber, "NIE");

        answer.Outcome.Should().Be(ReplyOutcome.DateChanged);
        answer.Text.Should().Contain("not on 21 September 2026");
        (await Position(town)).Should().Be(before);

        // Once the new date is reminded of, the reply answers that.
        await town.Advance(Cast.Warsaw(2026, 9, 15, 10, 0), new RecordingSender());
        (await Reply(town, AnnasNumber, "NIE")).Outcome.Should().Be(ReplyOutcome.Cancelled);
    }

    [Fact]
    public async Task Where_a_family_shares_a_telephone_only_the_key_says_which_visit_is_meant()
    {
        await using var town = await Reminded(piotrsNumber: AnnasNumber);
        var before = await Position(town);

        (await Reply(town, AnnasNumber, "NIE")).Outcome.Should().Be(ReplyOutcome.WhichOne);
        (await Position(town)).Should().Be(before);

        (await Reply(town, AnnasNumber, "NIE", await ReminderOf(town, Cast.Piotr))).Outcome
            .Should().Be(ReplyOutcome.Cancelled);
        (await town.Town.StateOf(Cast.Piotr.Visit)).Should().BeOfType<Appointment.Cancelled>();
        (await town.Town.StateOf(Cast.Anna.Visit)).Should().BeOfType<Appointment.Booked>();
    }

    [Fact]
    public async Task Whoever_is_erased_is_unknown()
    {
        await using var town = await Reminded();
        await town.Register.Erase(Ids.Derive("erase"), Cast.Anna.Patient);

        (await Reply(town, AnnasNumber, "NIE")).Outcome.Should().Be(ReplyOutcome.UnknownSender);
    }

    [Fact]
    public void Every_answer_is_one_text_message()
    {
        var longest = new LocalDateTime(2026, 10, 22, 12, 30);
        foreach (var outcome in Enum.GetValues<ReplyOutcome>())
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var text = ReplyText.Of(outcome, longest, language);
                text.Should().Be(GsmText.Of(text)).And.NotBeEmpty();
                text.Length.Should().BeLessThanOrEqualTo(NoticeText.SmsLengthMax, text);
            }
        }
    }

    /// <summary>Anna and Piotr have a visit each, and were reminded of it a week before.</summary>
    private async Task<NoticeTown> Reminded(string piotrsNumber = PiotrsNumber)
    {
        var town = await NoticeTown.New(postgres);
        await Know(town, Cast.Anna, AnnasNumber);
        await Know(town, Cast.Piotr, piotrsNumber);
        await town.Book(Cast.Anna, Cast.Monday);
        await town.Book(Cast.Piotr, new Term("later", Cast.Near, new LocalDateTime(2026, 9, 21, 10, 0)));
        await town.Advance(Cast.Warsaw(2026, 9, 14, 12, 0), new RecordingSender());
        return town;
    }

    private static Task Know(NoticeTown town, Somebody somebody, string mobile) =>
        town.Know(somebody, NoticeTown.EveryWay(somebody.Name, Language.English, mobile));

    private Task<AnsweredReply> Reply(NoticeTown town, string from, string text, string? replyTo = null)
    {
        var id = Ids.Derive("test-reply", $"{++_replies}");
        return RepliesOf(town).Take(new SmsReply(from, text, replyTo), id, id, default);
    }

    private static SmsReplies RepliesOf(NoticeTown town) =>
        new(town.Register, town.Deliveries, town.Town.Executor, town.Town.Clock);

    private static async Task<string> ReminderOf(NoticeTown town, Somebody somebody) =>
        (await town.Deliveries.RemindersSentTo([somebody.Patient]))[0].Intent.Key;

    private static Task<long> Position(NoticeTown town) =>
        town.Town.Database.Number($"select max(seq_id) from scheduling.mt_events");
}
