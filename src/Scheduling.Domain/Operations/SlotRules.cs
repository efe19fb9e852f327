using NodaTime;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using static Scheduling.Domain.Slots.SlotEvent;

namespace Scheduling.Domain.Operations;

/// <summary>When a slot is whose (states.md §5), asked of the states a plan has read.</summary>
internal static class SlotRules
{
    private const string GivenUp = "the place gave up its time together with the appointment";

    /// <summary>
    /// Ends the plan unless a slot of this scope and kind lies in the future at a place that serves its day.
    /// </summary>
    public static Plan RequireServed(this Plan plan, SlotId id, ScopeCode scope, SlotKind kind, AgeRange? ages)
    {
        if (plan.Slot(id).Published is not { } offer)
        {
            return plan.Refuse(Refusals.NotFound(id));
        }

        return plan
            .Require(offer.Scope == scope, Refusals.SlotOfOtherScope)
            .Require(offer.Kind == kind, Refusals.SlotOfOtherKind)
            .RequireActive(offer.Place, offer.Start.Date)
            .Require(WarsawTime.ToInstant(offer.Start) > plan.Now.Now, Refusals.SlotOver)
            .Require(
                offer.Ages is not { } takes || ages is not { } band || takes.Contains(band),
                Refusals.AgeOutside, offer.Ages ?? AgeRange.Adult);
    }

    /// <summary>Ends the plan unless others see and book this place's slots of a day.</summary>
    public static Plan RequireActive(this Plan plan, PlaceId id, LocalDate day) =>
        plan.Place(id) is ServicePlace.Known known
            ? plan.RequireContract(id, day).Require(known.IsActiveOn(day), Refusals.PlaceNotActive)
            : plan.Refuse(Refusals.NotFound(id));

    /// <summary>Ends the plan unless the place still has a contract on a day.</summary>
    public static Plan RequireContract(this Plan plan, PlaceId id, LocalDate day) =>
        plan.Place(id) is ServicePlace.Known { EndsOn: { } endsOn } && endsOn <= day
            ? plan.Refuse(Refusals.ContractEnded(endsOn))
            : plan;

    /// <summary>Ends the plan unless a day lies inside the booking window.</summary>
    public static Plan RequireInsideWindow(this Plan plan, LocalDate day) =>
        plan.Window is { } window && !window.Includes(day)
            ? plan.Refuse(Refusals.BeyondWindow(window.Through ?? plan.Now.Today))
            : plan;

    /// <summary>Publishes a slot and, where it cannot be offered to the list, opens it to the public at once.</summary>
    public static Plan Publish(this Plan plan, SlotId id, PlaceId place, SlotOffer offer) =>
        plan.Slot(id).Published is { } known
            ? plan.Require(known.Place == place && known.Offer == offer, Refusals.AlreadyExists(id))
            : plan.Do(id, new SlotCommand.PublishSlot(place, offer)).ReleaseIfNoOfferPossible(id);

    /// <summary>An appointment leaves its slot: freed, or withdrawn by the place in the same act.</summary>
    public static Plan GiveUp(this Plan plan, SlotId id, AppointmentId appointment, SlotAfterwards afterwards) =>
        afterwards switch
        {
            SlotAfterwards.Freed =>
                plan.Do(id, new SlotCommand.FreeSlot(appointment)).ReleaseIfNoOfferPossible(id),
            SlotAfterwards.Withdrawn =>
                plan.Do(id, new SlotCommand.WithdrawWith(appointment, GivenUp)),
        };

    /// <summary>
    /// Opens a held-back slot to the public when it is due but cannot be offered to the list: no waiting room, or less
    /// than the minimum lead time left. Slots beyond the window or of inactive places wait for their day.
    /// </summary>
    public static Plan ReleaseIfNoOfferPossible(this Plan plan, SlotId id)
    {
        if (plan.IsRefused
            || plan.Slot(id) is not Slot.Free { Released: false, Offer: { Kind: SlotKind.FirstTime } offer }
            || plan.Window is not { } window
            || !IsDue(offer, plan.Place(offer.Place), window, plan.Now))
        {
            return plan;
        }

        return NoOfferBecause(offer, plan.Now) is { } reason
            ? plan.Do(id, new SlotCommand.ReleaseSlot(reason, null))
            : plan;
    }

    /// <summary>Whether a held-back slot is due for offer: served, inside the window, not over.</summary>
    public static bool IsDue(
        SlotPublished offer, ServicePlace place, BookingWindows.BookingWindow.Opened window, Circumstances now) =>
        place is ServicePlace.Known known
        && known.IsActiveOn(offer.Start.Date)
        && window.Includes(offer.Start.Date)
        && WarsawTime.ToInstant(offer.Start) > now.Now;

    /// <summary>Why a slot cannot be offered to the list, or nothing when it can.</summary>
    public static ReleaseReason? NoOfferBecause(SlotPublished offer, Circumstances now) =>
        !now.Policy.WaitingRoom ? ReleaseReason.WaitingRoomOff
        : Period.DaysBetween(now.Today, offer.Start.Date) < now.Policy.MinimumLeadDays ? ReleaseReason.TooClose
        : null;
}

/// <summary>What becomes of a slot that an appointment leaves; a place says which.</summary>
public enum SlotAfterwards
{
    /// <summary>It is free for somebody else.</summary>
    Freed,

    /// <summary>The place offers it no longer.</summary>
    Withdrawn,
}
