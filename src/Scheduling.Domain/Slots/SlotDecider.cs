using System.Diagnostics;
using static Scheduling.Domain.Slots.Slot;
using static Scheduling.Domain.Slots.SlotCommand;
using static Scheduling.Domain.Slots.SlotEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.Slots.SlotEvent>;

namespace Scheduling.Domain.Slots;

/// <summary>The rules of one slot.</summary>
public static class SlotDecider
{
    public static Decision Decide(SlotCommand command, Slot state, Circumstances now) =>
        command switch
        {
            PublishSlot publish => Decide(publish, state, now),
            AssignSlot assign => Decide(assign, state, now),
            BookSlot book => Decide(book, state, now),
            FreeSlot free => Decide(free, state, now),
            ReleaseSlot release => Decide(release, state, now),
            ConsumeSlot consume => Decide(consume, state, now),
            WithdrawSlot withdraw => Decide(withdraw, state, now),
            WithdrawWith withdraw => Decide(withdraw, state, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(PublishSlot publish, Slot state, Circumstances now)
    {
        if (state is not Absent)
        {
            return new AlreadySo();
        }

        var offer = publish.Offer;
        return offer.Minutes is < 1 or > Limits.SlotMinutesMax
            ? Refusals.Malformed("minutes", $"it must be 1 to {Limits.SlotMinutesMax}")
            : offer.Ages is { } ages && ages.From > ages.To
            ? Refusals.Malformed("ages", "the first is greater than the last")
            : new SlotPublished(
                publish.Place, offer.Scope, offer.Kind, offer.Mode, offer.Start, offer.Minutes,
                offer.Practitioner, offer.Ages, now.Now);
    }

    private static Decision Decide(AssignSlot assign, Slot state, Circumstances now) =>
        state switch
        {
            Free => new SlotAssigned(assign.Appointment, assign.Entry, assign.AsOf, now.Policy.Ref, now.Now),
            Taken taken when taken.Appointment == assign.Appointment => new AlreadySo(),
            Taken => Refusals.SlotTaken,
            _ => Refusals.SlotNotFree,
        };

    private static Decision Decide(BookSlot book, Slot state, Circumstances now) =>
        state switch
        {
            Free { Released: false, Offer.Kind: SlotKind.FirstTime } when book.Access == SlotAccess.Open =>
                Refusals.SlotHeldBack,
            Free => new SlotBooked(book.Appointment, now.Now),
            Taken taken when taken.Appointment == book.Appointment => new AlreadySo(),
            Taken => Refusals.SlotTaken,
            _ => Refusals.SlotNotFree,
        };

    private static Decision Decide(FreeSlot free, Slot state, Circumstances now) =>
        state switch
        {
            Taken taken when taken.Appointment == free.Appointment => new SlotFreed(free.Appointment, now.Now),
            Free => new AlreadySo(),
            _ => Refusals.SlotTaken,
        };

    private static Decision Decide(ReleaseSlot release, Slot state, Circumstances now) =>
        state switch
        {
            Free { Offer.Kind: SlotKind.Continuing } => Refusals.SlotOfOtherKind,
            Free { Released: true } => new AlreadySo(),
            Free => new SlotReleased(release.Reason, release.AsOf, now.Policy.Ref, now.Now),
            Taken => Refusals.SlotTaken,
            _ => Refusals.SlotNotFree,
        };

    private static Decision Decide(ConsumeSlot consume, Slot state, Circumstances now) =>
        state switch
        {
            Taken taken when taken.Appointment == consume.Appointment =>
                new SlotConsumed(consume.Appointment, now.Now),
            Consumed consumed when consumed.Appointment == consume.Appointment => new AlreadySo(),
            _ => Refusals.SlotTaken,
        };

    private static Decision Decide(WithdrawSlot withdraw, Slot state, Circumstances now) =>
        Reasons.Refuse(withdraw.Reason) is { } refusal ? refusal
        : state switch
        {
            Free => new SlotWithdrawn(withdraw.Reason, now.Now),
            Withdrawn => new AlreadySo(),
            Taken => Refusals.SlotTaken,
            _ => Refusals.SlotNotFree,
        };

    private static Decision Decide(WithdrawWith withdraw, Slot state, Circumstances now) =>
        state switch
        {
            Taken taken when taken.Appointment == withdraw.Appointment =>
                new SlotWithdrawn(withdraw.Reason, now.Now),
            Withdrawn => new AlreadySo(),
            _ => Refusals.SlotTaken,
        };
}
