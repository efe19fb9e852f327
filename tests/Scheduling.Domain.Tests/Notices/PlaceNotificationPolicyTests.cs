using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Serialization;
using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Tests.Notices;

public sealed class PlaceNotificationPolicyTests
{
    private static readonly Actor OwnStaff = Actor.StaffOf(NoticeCases.Place);
    private static readonly Actor OtherStaff = Actor.StaffOf(NoticeCases.OtherPlace);
    private static readonly Actor ThirdPerson = new(ActorRole.ThirdPerson, Channel.Ikp);

    private static readonly NoticeSubject Subject = new(
        NoticeCases.Patient, [ContactKind.Landline], NoticeCases.Visit, NoticeCases.Start,
        NoticeCases.Place, NoticeCases.OtherPlace);

    [Fact]
    public void A_booking_by_the_patient_is_told_to_the_place()
    {
        foreach (var by in (Actor[])[Actor.PatientBy(Channel.Ikp), Actor.PatientBy(Channel.Voice), ThirdPerson])
        {
            Told(NoticeCases.Booked(BookingOrigin.Public), by)
                .Should().Equal((NoticeKind.BookedByPatient, NoticeCases.Place));
        }
    }

    [Fact]
    public void A_booking_by_another_place_is_told_and_one_by_its_own_staff_is_not()
    {
        Told(NoticeCases.Booked(BookingOrigin.Public), OtherStaff)
            .Should().Equal((NoticeKind.BookedByAnotherPlace, NoticeCases.Place));
        Told(NoticeCases.Booked(BookingOrigin.Public), OwnStaff).Should().BeEmpty();
        Told(NoticeCases.Booked(BookingOrigin.OutOfTurn), OwnStaff).Should().BeEmpty();
        Told(NoticeCases.Booked(BookingOrigin.InitialLoad), OwnStaff).Should().BeEmpty();
    }

    [Fact]
    public void A_booking_from_the_waiting_room_is_told() =>
        Told(NoticeCases.Booked(BookingOrigin.WaitingRoom), Actor.System)
            .Should().Equal((NoticeKind.BookedFromWaitingRoom, NoticeCases.Place));

    [Theory]
    [InlineData(Channel.Ikp)]
    [InlineData(Channel.MojeIkp)]
    [InlineData(Channel.Sms)]
    [InlineData(Channel.Voice)]
    [InlineData(Channel.Place)]
    public void A_cancellation_by_the_patient_is_told_by_whatever_channel_it_came(Channel channel) =>
        Told(NoticeCases.Cancelled(ActorRole.Patient, null), Actor.PatientBy(channel))
            .Should().Equal((NoticeKind.CancelledByPatient, NoticeCases.Place));

    [Fact]
    public void A_cancellation_at_the_desk_is_told_unless_it_is_the_own_desk()
    {
        var cancelled = NoticeCases.Cancelled(ActorRole.Patient, null);

        Told(cancelled, new Actor(ActorRole.Patient, Channel.Place, NoticeCases.OtherPlace))
            .Should().Equal((NoticeKind.CancelledByPatient, NoticeCases.Place));
        Told(cancelled, new Actor(ActorRole.Patient, Channel.Place, NoticeCases.Place)).Should().BeEmpty();
    }

    [Fact]
    public void What_the_place_or_the_engine_cancelled_is_not_told_to_it()
    {
        Told(NoticeCases.Cancelled(ActorRole.Staff, PlaceReason.Unforeseeable), OwnStaff).Should().BeEmpty();
        Told(NoticeCases.Cancelled(ActorRole.Staff, null), OwnStaff).Should().BeEmpty();
        Told(NoticeCases.Cancelled(ActorRole.System, PlaceReason.ContractEnded), Actor.System).Should().BeEmpty();
    }

    [Fact]
    public void A_patients_change_of_date_is_a_cancellation_at_the_old_place_and_a_booking_at_the_new()
    {
        var moved = NoticeCases.Rescheduled(null);

        Told(moved, Actor.PatientBy(Channel.MojeIkp)).Should().Equal(
            (NoticeKind.CancelledByPatient, NoticeCases.OtherPlace), (NoticeKind.BookedByPatient, NoticeCases.Place));
        Told(moved, OtherStaff).Should().Equal((NoticeKind.BookedByAnotherPlace, NoticeCases.Place));
        Told(moved, OwnStaff).Should().Equal((NoticeKind.CancelledByPatient, NoticeCases.OtherPlace));
    }

    [Fact]
    public void A_place_that_moves_its_own_patient_is_told_nothing() =>
        PlaceNotificationPolicy.For(
            NoticeCases.Visit, 2, NoticeCases.Rescheduled(PlaceReason.NewCategory),
            Subject with { PlaceBefore = NoticeCases.Place }, OwnStaff).Should().BeEmpty();

    [Fact]
    public void Nothing_else_is_told()
    {
        Type[] told = [typeof(AppointmentBooked), typeof(AppointmentCancelled), typeof(AppointmentRescheduled)];
        foreach (var name in EventNames.All.Where(name => !told.Contains(name.Type)))
        {
            Told(Samples.EventOf(name, full: true), Actor.PatientBy(Channel.Ikp)).Should().BeEmpty("of {0}", name.Name);
        }
    }

    [Fact]
    public void A_notification_goes_to_the_endpoint_of_the_place_under_a_key_of_its_own()
    {
        var all = PlaceNotificationPolicy.For(
            NoticeCases.Visit, 2, NoticeCases.Rescheduled(null), Subject, Actor.PatientBy(Channel.Ikp));

        all.Select(notice => notice.Key).Should().Equal(
            $"appointment/{NoticeCases.Visit}@2/cancelled-by-patient/endpoint",
            $"appointment/{NoticeCases.Visit}@2/booked-by-patient/endpoint");
        all[1].Recipient.ToString().Should().Be($"place/{NoticeCases.Place}");
        (all[1].Appointment, all[1].Start).Should().Be((NoticeCases.Visit, NoticeCases.Start));
    }

    private static IEnumerable<(NoticeKind Kind, PlaceId? Place)> Told(DomainEvent happened, Actor by) =>
        PlaceNotificationPolicy.For(NoticeCases.Visit, 2, happened, Subject, by)
            .Select(notice => (notice.Kind, notice.Place));
}
