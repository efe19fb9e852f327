using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Reports;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A visit that was booked before the place joined keeps its date.</summary>
/// <param name="Slot">A time published before; nothing where one is added.</param>
/// <param name="Added">The time that is added.</param>
internal sealed record LoadAppointmentRequest(
    SlotKind Kind,
    ReferralForm Form,
    ReportRequest Report,
    Instant? RegisteredAt,
    SlotId? Slot = null,
    SlotOffer? Added = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<LoadAppointment, LoadAppointmentRequest>(
        "/service-places/{place:guid}/loaded-appointments", made => made.Appointment,
        Staff, Administrator, Integrator) with
    {
        Summary = "A visit that was booked before the place joined keeps its date.",
        Example = new(Body: () => new LoadAppointmentRequest(
            SlotKind.FirstTime, ReferralForm.Electronic, Examples.Declared("load-appointment"),
            Instant.FromUtc(2026, 8, 3, 9, 0), Added: Examples.Offer(30, 9))),
    };

    public Refusal? Check(Call call) => Report.Check(call);

    public IOperation ToOperation(Call call) =>
        new LoadAppointment(
            new AppointmentId(call.New("appointment")), call.Place, Slot ?? new SlotId(call.New("slot")), Kind, Form,
            Report.ToDetails(call), RegisteredAt, Added);
}
