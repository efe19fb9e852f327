using Scheduling.Domain.Operations;
using Scheduling.Host.Appointments;
using Scheduling.Host.Referrals;
using Scheduling.Host.Schedules;
using Scheduling.Host.Scopes;
using Scheduling.Host.ServicePlaces;
using Scheduling.Host.WaitingRoom;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// Every command over HTTP. What is not here is the engine's own: the matcher's proposals, the days of a window, the
/// ends of processes.
/// </summary>
internal static class CommandRoutes
{
    public static IReadOnlyList<CommandRoute> All { get; } =
    [
        RegisterPlaceRequest.Route, ActivatePlaceRequest.Route, SuspendPlaceRequest.Route, ResumePlaceRequest.Route,
        MovePlaceRequest.Route, SetNotificationEndpointRequest.Route, EndContractRequest.Route,
        CancelDaysRequest.Route, PublishSlotRequest.Route, PublishDayPlanRequest.Route, WithdrawSlotRequest.Route,
        OpenScopeRequest.Route, AdoptPolicyRequest.Route, IssueReferralRequest.Route, CancelReferralRequest.Route,
        CloseReferralRequest.Route, JoinWaitingRoomRequest.Route, ChangeCriteriaRequest.Route,
        ChangeCategoryRequest.Route, IssueForecastRequest.Route, WithdrawEntryRequest.Route,
        ReinstateEntryRequest.Route,
        BookPubliclyRequest.Route, BookOutOfTurnRequest.Route, BookContinuingRequest.Route,
        LoadAppointmentRequest.Route, RegisterSameDayRequest.Route, CancelByPatientRequest.Route,
        CancelByPlaceRequest.Route, RescheduleByPatientRequest.Route, RescheduleByPlaceRequest.Route,
        FulfilAppointmentRequest.Route, MissAppointmentRequest.Route,
    ];

    /// <summary>The operations that nobody asks for from outside.</summary>
    public static IReadOnlyList<Type> Internal { get; } =
    [
        typeof(AdvanceWindow), typeof(SweepWindow), typeof(AssignSlot), typeof(ReleaseSlot), typeof(EndProcess),
    ];
}
