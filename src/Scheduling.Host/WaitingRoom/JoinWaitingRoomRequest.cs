using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Reports;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>A patient for whom nothing fits is put on the list.</summary>
internal sealed record JoinWaitingRoomRequest(ReportRequest Report, Consent Consent) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<JoinWaitingRoom, JoinWaitingRoomRequest>(
        "/waiting-entries", made => made.Entry, Patient, Staff, Administrator, Integrator) with
    {
        Summary = "A patient for whom nothing fits is put on the list.",
        Example = new(Body: () => new JoinWaitingRoomRequest(
            Examples.Declared("join-waiting-room") with
            {
                Patient = null, Criteria = new Criteria(PlaceCriterion.In(TerytCode.Parse("32"))),
            }, Consent.Given)),
    };

    public Refusal? Check(Call call) => Report.Check(call);

    public IOperation ToOperation(Call call) =>
        new JoinWaitingRoom(new EntryId(call.New("entry")), Report.ToDetails(call), Consent);
}
