using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A further visit at the place that holds the referral.</summary>
internal sealed record BookContinuingRequest(
    SlotId Slot,
    ReferralId Referral,
    PatientId Patient,
    ScopeCode Scope,
    ValueList<ContactKind> Contacts) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<BookContinuing, BookContinuingRequest>(
        "/appointments/continuing", made => made.Appointment, Staff, Administrator, Integrator) with
    {
        Summary = "A further visit at the place that holds the referral.",
        Example = new(Body: () => new BookContinuingRequest(
            Examples.Slot("book-continuing"), Examples.Referral("book-continuing"), Examples.Patient("book-continuing"),
            Examples.Scope, [ContactKind.Mobile])),
    };

    public IOperation ToOperation(Call call) =>
        new BookContinuing(
            new AppointmentId(call.New("appointment")), Slot, Referral, Patient, Scope, Contacts);
}
