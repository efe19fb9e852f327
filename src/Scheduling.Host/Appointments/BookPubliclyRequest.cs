using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Reports;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A first visit at a time that is open to everybody.</summary>
internal sealed record BookPubliclyRequest(SlotId Slot, ReportRequest Report) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<BookPublicly, BookPubliclyRequest>(
        "/appointments", made => made.Appointment, Patient, Staff, Administrator, Integrator) with
    {
        Summary = "A first visit at a time that is open to everybody.",
        Example = new(Body: () => new BookPubliclyRequest(
            Examples.Slot("book-publicly"), Examples.Declared("book-publicly") with { Patient = null })),
    };

    public Refusal? Check(Call call) => Report.Check(call);

    public ReportRequest? Declares => Report;

    public IOperation ToOperation(Call call) =>
        new BookPublicly(new AppointmentId(call.New("appointment")), Slot, Report.ToDetails(call), call.Eligibility);
}
