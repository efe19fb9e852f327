using NodaTime;
using Scheduling.Domain.Appointments;
using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Notices;

/// <summary>
/// What a service place is told of its schedule (states.md §6): a patient booked or cancelled, another place booked,
/// the waiting room booked. It is not told of what its own staff did.
/// </summary>
public static class PlaceNotificationPolicy
{
    /// <summary>The notifications of one event. A patient's change of date is a cancellation and a booking.</summary>
    /// <param name="version">The number of the event within its stream.</param>
    /// <param name="by">Who caused the event; staff with their place.</param>
    public static IReadOnlyList<NoticeIntent> For(
        StreamId stream, long version, DomainEvent happened, NoticeSubject subject, Actor by)
    {
        return happened switch
        {
            AppointmentBooked { Origin: BookingOrigin.WaitingRoom } booked =>
                [To(booked.Place, NoticeKind.BookedFromWaitingRoom, booked.Start)],
            AppointmentBooked booked => Those(Booked(booked.Place, booked.Start)),
            AppointmentCancelled cancelled when cancelled.By.SpeaksForPatient() =>
                Those(Cancelled(subject.Place, subject.Start)),
            AppointmentRescheduled rescheduled =>
                Those(Cancelled(subject.PlaceBefore, null), Booked(rescheduled.Place, rescheduled.Start)),
            _ => [],
        };

        static NoticeIntent[] Those(params NoticeIntent?[] all) => [.. all.OfType<NoticeIntent>()];

        NoticeIntent? Booked(PlaceId place, LocalDateTime start) =>
            by.Role switch
            {
                ActorRole.Patient => To(place, NoticeKind.BookedByPatient, start),
                ActorRole.ThirdPerson => To(place, NoticeKind.BookedByPatient, start),
                ActorRole.Staff => by.Place == place ? null : To(place, NoticeKind.BookedByAnotherPlace, start),
                ActorRole.Administrator => by.Place == place ? null : To(place, NoticeKind.BookedByAnotherPlace, start),
                ActorRole.System => null,
            };

        NoticeIntent? Cancelled(PlaceId? place, LocalDateTime? start) =>
            place is null || by.Role == ActorRole.System || by.Place == place
                ? null
                : To(place.Value, NoticeKind.CancelledByPatient, start);

        NoticeIntent To(PlaceId place, NoticeKind kind, LocalDateTime? start) =>
            new(
                NoticeKey.Of(stream, version, kind, NoticeChannel.Endpoint), kind, NoticeChannel.Endpoint,
                new NoticeRecipient.ToPlace(place), subject.Appointment, start, place);
    }
}
