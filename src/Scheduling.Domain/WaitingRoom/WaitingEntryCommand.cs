namespace Scheduling.Domain.WaitingRoom;

/// <summary>Intents addressed to one waiting-room entry.</summary>
public abstract record WaitingEntryCommand
{
    private WaitingEntryCommand() { }

    public sealed record PlaceEntry(
        PatientId Patient,
        ScopeCode Scope,
        ReportId Report,
        ReferralId? Referral,
        OrderKey Order,
        Criteria Criteria,
        AgeRange Ages,
        ValueList<SlotId> LeftSlots,
        PlacedBecause Because) : WaitingEntryCommand;

    public sealed record ChangeCriteria(Criteria Criteria) : WaitingEntryCommand;

    public sealed record ChangeCategory(MedicalCategory Category, AllocationClass Class) : WaitingEntryCommand;

    public sealed record AssignEntry(SlotId Slot, AppointmentId Appointment) : WaitingEntryCommand;

    /// <param name="Appointment">The one that fell through.</param>
    public sealed record ReturnEntry(
        AppointmentId Appointment, ValueList<SlotId> LeftSlots, AllocationClass Class, PlacedBecause Because)
        : WaitingEntryCommand;

    public sealed record WithdrawEntry : WaitingEntryCommand;

    /// <param name="Appointment">The one the patient did not come to.</param>
    public sealed record RemoveEntry(AppointmentId Appointment) : WaitingEntryCommand;

    /// <param name="LeftSlots">Slots that changes of date had left before the visit was missed.</param>
    public sealed record ReinstateEntry(ValueList<SlotId> LeftSlots) : WaitingEntryCommand;
}
