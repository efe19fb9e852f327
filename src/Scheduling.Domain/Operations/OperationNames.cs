namespace Scheduling.Domain.Operations;

/// <summary>The stored and public names of operations, written out: a rename in C# changes nothing outside.</summary>
public static class OperationNames
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["register-place"] = typeof(RegisterPlace),
        ["activate-place"] = typeof(ActivatePlace),
        ["suspend-place"] = typeof(SuspendPlace),
        ["resume-place"] = typeof(ResumePlace),
        ["move-place"] = typeof(MovePlace),
        ["set-notification-endpoint"] = typeof(SetNotificationEndpoint),
        ["end-contract"] = typeof(EndContract),
        ["cancel-days"] = typeof(CancelDays),
        ["end-process"] = typeof(EndProcess),
        ["publish-slot"] = typeof(PublishSlot),
        ["publish-day-plan"] = typeof(PublishDayPlan),
        ["withdraw-slot"] = typeof(WithdrawSlot),
        ["open-scope"] = typeof(OpenScope),
        ["adopt-policy"] = typeof(AdoptPolicy),
        ["advance-window"] = typeof(AdvanceWindow),
        ["sweep-window"] = typeof(SweepWindow),
        ["issue-referral"] = typeof(IssueReferral),
        ["cancel-referral"] = typeof(CancelReferral),
        ["close-referral"] = typeof(CloseReferral),
        ["join-waiting-room"] = typeof(JoinWaitingRoom),
        ["assign-slot"] = typeof(AssignSlot),
        ["release-slot"] = typeof(ReleaseSlot),
        ["change-criteria"] = typeof(ChangeCriteria),
        ["change-category"] = typeof(ChangeCategory),
        ["withdraw-entry"] = typeof(WithdrawEntry),
        ["reinstate-entry"] = typeof(ReinstateEntry),
        ["issue-forecast"] = typeof(IssueForecast),
        ["book-publicly"] = typeof(BookPublicly),
        ["book-out-of-turn"] = typeof(BookOutOfTurn),
        ["book-continuing"] = typeof(BookContinuing),
        ["load-appointment"] = typeof(LoadAppointment),
        ["register-same-day"] = typeof(RegisterSameDay),
        ["cancel-by-patient"] = typeof(CancelByPatient),
        ["cancel-by-place"] = typeof(CancelByPlace),
        ["reschedule-by-patient"] = typeof(RescheduleByPatient),
        ["reschedule-by-place"] = typeof(RescheduleByPlace),
        ["fulfil-appointment"] = typeof(FulfilAppointment),
        ["miss-appointment"] = typeof(MissAppointment),
    };

    private static readonly Dictionary<Type, string> Names = Types.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every operation by its name.</summary>
    public static IReadOnlyDictionary<string, Type> All => Types;

    /// <summary>The name of an operation.</summary>
    public static string Of(IOperation operation) => Names[operation.GetType()];
}
