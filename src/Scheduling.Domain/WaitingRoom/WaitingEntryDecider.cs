using System.Diagnostics;
using static Scheduling.Domain.WaitingRoom.WaitingEntry;
using static Scheduling.Domain.WaitingRoom.WaitingEntryCommand;
using static Scheduling.Domain.WaitingRoom.WaitingEntryEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.WaitingRoom.WaitingEntryEvent>;

namespace Scheduling.Domain.WaitingRoom;

/// <summary>The rules of one waiting-room entry.</summary>
public static class WaitingEntryDecider
{
    public static Decision Decide(WaitingEntryCommand command, WaitingEntry state, Circumstances now) =>
        command switch
        {
            PlaceEntry place => Decide(place, state, now),
            ChangeCriteria change => Decide(change, state, now),
            ChangeCategory change => Decide(change, state, now),
            AssignEntry assign => Decide(assign, state, now),
            ReturnEntry giveBack => Decide(giveBack, state, now),
            WithdrawEntry => Withdrawal(state, now),
            RemoveEntry remove => Decide(remove, state, now),
            ReinstateEntry reinstate => Decide(reinstate, state, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(PlaceEntry place, WaitingEntry state, Circumstances now) =>
        state is not Absent ? new AlreadySo()
        : CriteriaRules.Refuse(place.Criteria) is { } refusal ? refusal
        : new EntryPlaced(
            place.Patient, place.Scope, place.Report, place.Referral, place.Order, place.Criteria, place.Ages,
            place.LeftSlots, place.Because, now.Policy.Ref, now.Now);

    private static Decision Decide(ChangeCriteria change, WaitingEntry state, Circumstances now) =>
        CriteriaRules.Refuse(change.Criteria) is { } refusal ? refusal
        : state switch
        {
            Waiting waiting when waiting.Terms.Criteria == change.Criteria => new AlreadySo(),
            Waiting => new CriteriaChanged(change.Criteria, now.Now),
            _ => Refusals.EntryNotWaiting,
        };

    private static Decision Decide(ChangeCategory change, WaitingEntry state, Circumstances now) =>
        state switch
        {
            Waiting { Terms: var terms } when (terms.Category, terms.Order.Class) == (change.Category, change.Class) =>
                new AlreadySo(),
            Waiting => new MedicalCategoryChanged(change.Category, change.Class, now.Policy.Ref, now.Now),
            _ => Refusals.EntryNotWaiting,
        };

    private static Decision Decide(AssignEntry assign, WaitingEntry state, Circumstances now) =>
        state switch
        {
            Waiting => new EntryAssigned(assign.Slot, assign.Appointment, now.Now),
            Assigned assigned when assigned.Appointment == assign.Appointment => new AlreadySo(),
            _ => Refusals.EntryNotWaiting,
        };

    private static Decision Decide(ReturnEntry giveBack, WaitingEntry state, Circumstances now) =>
        state switch
        {
            Assigned assigned when assigned.Appointment == giveBack.Appointment =>
                new EntryReturned(giveBack.LeftSlots, giveBack.Class, giveBack.Because, now.Policy.Ref, now.Now),
            _ => Refusals.EntryNotWaiting,
        };

    private static Decision Withdrawal(WaitingEntry state, Circumstances now) =>
        state switch
        {
            Waiting or Assigned => new EntryWithdrawn(now.Now),
            Withdrawn => new AlreadySo(),
            _ => Refusals.EntryNotWaiting,
        };

    private static Decision Decide(RemoveEntry remove, WaitingEntry state, Circumstances now) =>
        state switch
        {
            Assigned assigned when assigned.Appointment == remove.Appointment => new EntryRemoved(now.Now),
            Removed => new AlreadySo(),
            _ => Refusals.EntryNotWaiting,
        };

    private static Decision Decide(ReinstateEntry reinstate, WaitingEntry state, Circumstances now) =>
        state switch
        {
            Removed => new EntryReinstated(reinstate.LeftSlots, now.Policy.Ref, now.Now),
            Waiting => new AlreadySo(),
            _ => Refusals.NotRemovedForNoShow,
        };
}
