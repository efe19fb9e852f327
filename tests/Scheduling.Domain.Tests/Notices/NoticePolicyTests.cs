using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Serialization;
using static Scheduling.Domain.Appointments.AppointmentEvent;
using static Scheduling.Domain.Reports.CentralReportEvent;
using static Scheduling.Domain.WaitingRoom.WaitingEntryEvent;

namespace Scheduling.Domain.Tests.Notices;

public sealed class NoticePolicyTests
{
    private static readonly NoticeSubject Subject = new(
        NoticeCases.Patient, [ContactKind.Mobile], NoticeCases.Visit, NoticeCases.Start,
        NoticeCases.Place);

    [Theory]
    [InlineData(BookingOrigin.Public, NoticeKind.DateAssigned)]
    [InlineData(BookingOrigin.OutOfTurn, NoticeKind.DateAssigned)]
    [InlineData(BookingOrigin.Treatment, NoticeKind.DateAssigned)]
    [InlineData(BookingOrigin.WaitingRoom, NoticeKind.FreeDateAppeared)]
    [InlineData(BookingOrigin.InitialLoad, null)]
    [InlineData(BookingOrigin.SameDay, NoticeKind.DateAssigned)]
    public void A_booking_is_told_by_how_it_came_about(BookingOrigin origin, NoticeKind? kind) =>
        KindOf(NoticeCases.Booked(origin)).Should().Be(kind);

    [Fact]
    public void A_visit_registered_after_its_start_is_told_to_nobody()
    {
        var start = WarsawTime.ToInstant(NoticeCases.Start);

        KindOf(NoticeCases.Booked(BookingOrigin.SameDay) with { At = start }).Should().BeNull();
        KindOf(NoticeCases.Booked(BookingOrigin.SameDay) with { At = start - Duration.Epsilon })
            .Should().Be(NoticeKind.DateAssigned);
    }

    [Theory]
    [InlineData(ActorRole.Patient, null, NoticeKind.DateResigned)]
    [InlineData(ActorRole.ThirdPerson, null, NoticeKind.DateResigned)]
    [InlineData(ActorRole.Staff, null, NoticeKind.CancelledByPlace)]
    [InlineData(ActorRole.Administrator, PlaceReason.NewCategory, NoticeKind.CancelledByPlace)]
    [InlineData(ActorRole.Staff, PlaceReason.Unforeseeable, NoticeKind.CancelledByPlace)]
    [InlineData(ActorRole.System, PlaceReason.ContractEnded, NoticeKind.CancelledByPlace)]
    public void A_cancellation_is_told_by_whose_wish_it_was(ActorRole by, PlaceReason? reason, NoticeKind expected)
    {
        var notice = Notices(NoticeCases.Cancelled(by, reason), Subject).Should().ContainSingle();

        (notice.Which.Kind, notice.Which.Reason).Should().Be((expected, reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PlaceReason.NewCategory)]
    public void A_change_of_date_is_told_once_with_the_reason_of_the_place(PlaceReason? reason)
    {
        var notice = Notices(NoticeCases.Rescheduled(reason), Subject).Should().ContainSingle().Which;

        (notice.Kind, notice.Reason).Should().Be((NoticeKind.DateChanged, reason));
    }

    [Theory]
    [InlineData(ReportClosure.Fulfilled, null)]
    [InlineData(ReportClosure.Resigned, null)]
    [InlineData(ReportClosure.Withdrawn, NoticeKind.ReportWithdrawn)]
    [InlineData(ReportClosure.NoShow, NoticeKind.Removed)]
    [InlineData(ReportClosure.ReferralEnded, NoticeKind.ReportWithdrawn)]
    [InlineData(ReportClosure.NotRealised, null)]
    public void A_closed_report_is_told_by_its_reason(ReportClosure reason, NoticeKind? kind) =>
        KindOf(new ReportClosed(reason, NoticeCases.Now)).Should().Be(kind);

    [Fact]
    public void Every_other_event_is_told_as_the_table_of_operations_says()
    {
        var told = new Dictionary<Type, NoticeKind>
        {
            [typeof(AppointmentRescheduled)] = NoticeKind.DateChanged,
            [typeof(EntryPlaced)] = NoticeKind.PutOnList,
            [typeof(EntryReturned)] = NoticeKind.PutOnList,
            [typeof(EntryReinstated)] = NoticeKind.PutOnList,
            [typeof(ForecastIssued)] = NoticeKind.ForecastDate,
        };
        Type[] elsewhere = [typeof(AppointmentBooked), typeof(AppointmentCancelled), typeof(ReportClosed)];

        foreach (var name in EventNames.All.Where(name => !elsewhere.Contains(name.Type)))
        {
            NoticeKind? expected = told.TryGetValue(name.Type, out var kind) ? kind : null;
            KindOf(Samples.EventOf(name, full: true)).Should().Be(expected, "of {0}", name.Name);
        }

        KindOf(new UnknownEvent("from_tomorrow", "{}", NoticeCases.Now)).Should().BeNull();
    }

    [Fact]
    public void A_forecast_tells_its_days() =>
        Notices(new ForecastIssued(63, NoticeCases.Policy, NoticeCases.Now), Subject)
            .Should().ContainSingle().Which.Days.Should().Be(63);

    /// <summary>What one operation writes is told once: the events of each row of the table, and their kinds.</summary>
    [Fact]
    public void An_operation_that_writes_several_events_tells_each_thing_once()
    {
        var (at, policy) = (NoticeCases.Now, NoticeCases.Policy);
        var resigned = new DomainEvent[]
        {
            NoticeCases.Cancelled(ActorRole.Patient, null), new EntryWithdrawn(at),
            new ReportClosed(ReportClosure.Resigned, at),
        };
        var noShow = new DomainEvent[]
        {
            new AppointmentMissed(Fault.Patient, policy, at), new EntryRemoved(at),
            new ReportClosed(ReportClosure.NoShow, at),
        };
        var assigned = new DomainEvent[]
        {
            NoticeCases.Booked(BookingOrigin.WaitingRoom),
            new EntryAssigned(NoticeCases.Slot, NoticeCases.Visit, at),
        };
        var withdrawn = new DomainEvent[] { new EntryWithdrawn(at), new ReportClosed(ReportClosure.Withdrawn, at) };

        Kinds(resigned).Should().Equal(NoticeKind.DateResigned);
        Kinds(noShow).Should().Equal(NoticeKind.Removed);
        Kinds(assigned).Should().Equal(NoticeKind.FreeDateAppeared);
        Kinds(withdrawn).Should().Equal(NoticeKind.ReportWithdrawn);
    }

    [Fact]
    public void Every_channel_that_the_contacts_allow_is_used_and_a_landline_allows_none()
    {
        Channels([ContactKind.Push, ContactKind.Email, ContactKind.Landline, ContactKind.Mobile, ContactKind.Mobile])
            .Should().Equal(NoticeChannel.Sms, NoticeChannel.Email, NoticeChannel.Push);
        Channels([ContactKind.Landline]).Should().BeEmpty();
    }

    [Fact]
    public void A_notice_says_whom_what_when_and_where()
    {
        var booked = NoticeCases.Booked(BookingOrigin.Public);

        NoticePolicy.For(NoticeCases.Visit, 1, booked, Subject).Should().Equal(new NoticeIntent(
            $"appointment/{NoticeCases.Visit}@1/date-assigned/sms", NoticeKind.DateAssigned, NoticeChannel.Sms,
            new NoticeRecipient.ToPatient(NoticeCases.Patient), NoticeCases.Visit, NoticeCases.Start,
            NoticeCases.Place));
    }

    [Fact]
    public void Keys_differ_by_event_kind_and_channel_and_by_nothing_else()
    {
        var both = Subject with { Contacts = [ContactKind.Mobile, ContactKind.Email] };
        var booked = NoticeCases.Booked(BookingOrigin.Public);
        var first = NoticePolicy.For(NoticeCases.Visit, 1, booked, both).Select(notice => notice.Key).ToList();
        var moved = NoticePolicy.For(NoticeCases.Visit, 2, NoticeCases.Rescheduled(null), both)
            .Select(notice => notice.Key);

        first.Concat(moved).Should().HaveCount(4).And.OnlyHaveUniqueItems();
        NoticePolicy.For(NoticeCases.Visit, 1, booked, both).Select(notice => notice.Key).Should().Equal(first);
    }

    [Fact]
    public void A_reminder_has_one_key_per_appointment_start_days_and_channel()
    {
        var reminder = new DueWork.SendReminder(NoticeCases.Visit, NoticeCases.Start, 7);
        var notice = NoticePolicy.For(reminder, Subject).Should().ContainSingle().Which;

        notice.Key.Should().Be($"appointment/{NoticeCases.Visit}/2026-10-12T09:30:00/7/sms");
        (notice.Kind, notice.Days, notice.Start).Should().Be((NoticeKind.DateApproaching, 7, NoticeCases.Start));
        DueWork.SendReminder[] others =
            [reminder with { DaysBefore = 1 }, new(NoticeCases.Visit, NoticeCases.Start.PlusDays(1), 7)];
        others.Select(other => NoticePolicy.For(other, Subject)[0].Key).Append(notice.Key)
            .Should().OnlyHaveUniqueItems();
    }

    private static NoticeKind? KindOf(DomainEvent happened) => Notices(happened, Subject).SingleOrDefault()?.Kind;

    private static IEnumerable<NoticeKind> Kinds(IEnumerable<DomainEvent> append) =>
        append.SelectMany(happened => Notices(happened, Subject)).Select(notice => notice.Kind);

    private static IEnumerable<NoticeChannel> Channels(ValueList<ContactKind> contacts) =>
        Notices(NoticeCases.Booked(BookingOrigin.Public), Subject with { Contacts = contacts })
            .Select(notice => notice.Channel);

    private static IReadOnlyList<NoticeIntent> Notices(DomainEvent happened, NoticeSubject subject) =>
        NoticePolicy.For(NoticeCases.Visit, 1, happened, subject);
}
