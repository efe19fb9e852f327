using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>
/// Every kind of notice goes out once by every channel, in the patient's language, on a virtual clock.
/// </summary>
public sealed class KindsTests(Postgres postgres)
{
    private static readonly NoticeKind[] ToPatients =
        [.. Enum.GetValues<NoticeKind>().Where(kind => kind < NoticeKind.BookedByPatient)];

    [Theory]
    [InlineData(Language.Polish)]
    [InlineData(Language.English)]
    public async Task Every_kind_goes_out_once_by_every_channel_in_the_patients_language(Language language)
    {
        await using var town = await NoticeTown.New(postgres);
        var sender = new RecordingSender();
        await BooksAndMovesAndCancels(town, await Known(town, "moves", 11, language));
        await WaitsAndLeaves(town, await Known(town, "leaves", 12, language));
        await IsGivenADateThatThePlaceTakesBack(town, await Known(town, "loses", 13, language));
        var misses = await Known(town, "misses", 14, language);
        await IsGivenADate(town, misses, TermAt("missed", 21));

        await town.Advance(Cast.Warsaw(2026, 9, 21, 9, 0), sender);
        await town.Town.Accept(
            Cast.NearStaff, new MissAppointment(VisitOf(TermAt("missed", 21)), Fault.Patient));
        await town.SendAll(sender);

        sender.Sent.Select(each => each.Kind).Distinct().Order().Should().Equal(ToPatients);
        sender.Sent.Should().OnlyContain(each => each.Language == language);
        sender.Sent.Select(each => each.Key).Should().OnlyHaveUniqueItems();
        foreach (var kind in ToPatients)
        {
            var byChannel = sender.Sent.Where(each => each.Kind == kind).CountBy(each => each.Channel).ToList();
            byChannel.Select(each => each.Key).Should().BeEquivalentTo(
                [NoticeChannel.Sms, NoticeChannel.Email, NoticeChannel.Push], $"{kind}");
            byChannel.Select(each => each.Value).Distinct().Should().ContainSingle($"{kind}");
        }

        sender.Sent.Where(each => each.Channel == NoticeChannel.Sms)
            .Should().OnlyContain(each => each.Message.Body.Length <= NoticeText.SmsLengthMax && each.To[0] == '+');
        sender.Sent.Where(each => each.Channel == NoticeChannel.Email)
            .Should().OnlyContain(each => each.Message.Subject.Length > 0 && each.To.Contains('@'));
        (await town.States()).Should().ContainSingle(state => state.StartsWith("sent", StringComparison.Ordinal))
            .And.OnlyContain(state => state.StartsWith("sent", StringComparison.Ordinal)
                || state.StartsWith("pending", StringComparison.Ordinal), "what is for places waits");
    }

    [Fact]
    public async Task Reminders_go_out_seven_days_and_one_day_before_a_date_that_stands()
    {
        await using var town = await NoticeTown.New(postgres);
        var sender = new RecordingSender();
        var (keeps, moves, cancels) = (
            await Known(town, "keeps", 21, Language.Polish), await Known(town, "moves", 22, Language.Polish),
            await Known(town, "cancels", 23, Language.English));
        await town.Book(keeps, TermAt("kept", 22));
        await town.Book(moves, TermAt("old", 22, 10));
        await town.Book(cancels, TermAt("given-up", 22, 11));
        await town.Open(TermAt("new", 25));

        await town.Advance(Cast.Warsaw(2026, 9, 16, 8, 0), sender);
        await town.Town.Accept(Cast.ByIkp, new RescheduleByPatient(moves.Visit, TermAt("new", 25).Id));
        await town.Town.Accept(Cast.ByIkp, cancels.Cancel());
        await town.Advance(Cast.Warsaw(2026, 9, 26, 0, 0), sender);

        Reminders("keeps").Should().Equal("2026-09-15T08:00:00Z", "2026-09-21T08:00:00Z");
        Reminders("moves").Should().Equal(
            "2026-09-15T08:00:00Z", "2026-09-18T08:00:00Z", "2026-09-24T08:00:00Z");
        Reminders("cancels").Should().Equal("2026-09-15T08:00:00Z");

        IEnumerable<string> Reminders(string name) =>
            from each in sender.Sent
            where each is { Kind: NoticeKind.DateApproaching, Channel: NoticeChannel.Email }
                && each.To == $"{name}@patients.example"
            orderby each.At
            select each.At.ToString();
    }

    [Fact]
    public async Task A_reminder_that_was_not_sent_in_time_does_not_go_out_when_the_date_has_changed()
    {
        await using var town = await NoticeTown.New(postgres);
        var (sender, anna) = (new RecordingSender(), await Known(town, "anna", 31, Language.Polish));
        await town.Book(anna, TermAt("kept", 22));
        await town.SendAll(sender);
        town.Town.Clock.Now = Cast.Warsaw(2026, 9, 15, 10, 0);
        await town.Town.Worker().RunAll();

        await town.Town.Accept(Cast.ByIkp, anna.Cancel());
        await town.SendAll(sender);

        sender.Sent.Should().NotContain(each => each.Kind == NoticeKind.DateApproaching);
        (await town.Deliveries.In(Host.Notices.DeliveryState.Cancelled, 10)).Select(each => each.Intent.Kind)
            .Should().Equal(Enumerable.Repeat(NoticeKind.DateApproaching, 3));
    }

    private static async Task<Somebody> Known(NoticeTown town, string name, long number, Language language)
    {
        var somebody = new Somebody(name, number)
        {
            Contacts = [ContactKind.Mobile, ContactKind.Email, ContactKind.Push],
        };
        await town.Know(somebody, NoticeTown.EveryWay(name, language, $"+485000000{number}"));
        return somebody;
    }

    private static Term TermAt(string name, int day, int hour = 9) =>
        new(name, Cast.Near, new LocalDateTime(2026, 9, day, hour, 0));

    private static AppointmentId VisitOf(Term term) => Ids.AppointmentOf(term.Id, 1);

    private static async Task BooksAndMovesAndCancels(NoticeTown town, Somebody somebody)
    {
        await town.Book(somebody, TermAt("first", 14));
        await town.Open(TermAt("second", 15));
        await town.Town.Accept(Cast.ByIkp, new RescheduleByPatient(somebody.Visit, TermAt("second", 15).Id));
        await town.Town.Accept(Cast.ByIkp, somebody.Cancel());
    }

    private static async Task WaitsAndLeaves(NoticeTown town, Somebody somebody)
    {
        await town.Town.Accept(Actor.System, somebody.Refer);
        await town.Town.Accept(Cast.ByIkp, somebody.Join);
        await town.Town.Accept(Actor.System, new IssueForecast(somebody.Report, 30));
        await town.Town.Accept(Cast.ByIkp, new WithdrawEntry(somebody.Entry));
    }

    private static async Task IsGivenADateThatThePlaceTakesBack(NoticeTown town, Somebody somebody)
    {
        var term = TermAt("taken-back", 17);
        await IsGivenADate(town, somebody, term);
        await town.Town.Accept(
            Cast.NearStaff,
            new CancelByPlace(VisitOf(term), PlaceReason.Unforeseeable, SlotAfterwards.Withdrawn));
    }

    private static async Task IsGivenADate(NoticeTown town, Somebody somebody, Term term)
    {
        await town.Town.Accept(Actor.System, somebody.Refer);
        await town.Town.Accept(Cast.ByIkp, somebody.Join);
        await town.Town.Accept(Cast.NearStaff, term.Publish);
        await town.Town.Accept(Actor.System, somebody.Assign(term));
    }
}
