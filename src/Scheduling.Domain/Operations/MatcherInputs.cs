using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>What an event says to the matcher of a scope.</summary>
/// <param name="Scope">The scope it speaks to; nothing means all of them.</param>
public readonly record struct ScopedInput(ScopeCode? Scope, MatcherInput Input);

/// <summary>
/// Translates the log into the matcher's own words, which is all that the matcher ever hears of streams and events.
/// </summary>
/// <param name="stateOf">The state of a stream after the append the event belongs to.</param>
/// <param name="policyOf">A policy by its reference.</param>
public sealed class MatcherInputs(Func<StreamId, StreamState> stateOf, Func<PolicyRef, SchedulingPolicy> policyOf)
{
    /// <summary>What one event says, or nothing where it is no business of the matcher.</summary>
    public ScopedInput? Of(long position, StreamId stream, DomainEvent happened) =>
        happened switch
        {
            SlotEvent slot => OfSlot(position, new SlotId(stream.Value), slot),
            WaitingEntryEvent entry => OfEntry(position, new EntryId(stream.Value), entry),
            ServicePlaceEvent place => OfPlace(position, new PlaceId(stream.Value), place),
            BookingWindowEvent window => OfWindow(position, stream, window),
            AppointmentEvent or CentralReportEvent or ReferralEvent => null,
            _ => null,
        };

    private ScopedInput? OfSlot(long position, SlotId id, SlotEvent happened)
    {
        if (((Slot)stateOf(id)).Published is not { Kind: SlotKind.FirstTime } offer)
        {
            return null;
        }

        MatcherInput input = happened switch
        {
            SlotEvent.SlotPublished or SlotEvent.SlotFreed =>
                new MatcherInput.SlotHeldBack(RecordOf(id, offer), position),
            SlotEvent.SlotReleased released => new MatcherInput.SlotReleased(id, released.AsOf, position),
            _ => new MatcherInput.SlotGone(id, position),
        };
        return new ScopedInput(offer.Scope, input);
    }

    private SlotRecord RecordOf(SlotId id, SlotEvent.SlotPublished offer)
    {
        var place = ((ServicePlace.Known)stateOf(offer.Place)).Registration;
        return new SlotRecord(
            id, new PlaceRecord(offer.Place, place.Area, place.Location), offer.Mode, offer.Start,
            offer.Practitioner, offer.Ages);
    }

    private ScopedInput? OfEntry(long position, EntryId id, WaitingEntryEvent happened)
    {
        if (((WaitingEntry)stateOf(id)).On is not { } terms)
        {
            return null;
        }

        MatcherInput input = happened switch
        {
            WaitingEntryEvent.EntryAssigned or WaitingEntryEvent.EntryWithdrawn or WaitingEntryEvent.EntryRemoved =>
                new MatcherInput.EntryGone(id, position),
            _ => new MatcherInput.EntryWaits(FitRules.RecordOf(id, terms), position),
        };
        return new ScopedInput(terms.Placed.Scope, input);
    }

    private static ScopedInput? OfPlace(long position, PlaceId id, ServicePlaceEvent happened) =>
        happened switch
        {
            ServicePlaceEvent.ServicePlaceActivated or ServicePlaceEvent.ServicePlaceResumed =>
                new ScopedInput(null, new MatcherInput.PlaceActive(id, position)),
            ServicePlaceEvent.ServicePlaceSuspended =>
                new ScopedInput(null, new MatcherInput.PlaceInactive(id, position)),
            ServicePlaceEvent.ContractEnded ended =>
                new ScopedInput(null, new MatcherInput.ContractEnds(id, ended.EffectiveOn, position)),
            _ => null,
        };

    private ScopedInput? OfWindow(long position, StreamId stream, BookingWindowEvent happened)
    {
        if (stateOf(stream) is not BookingWindow.Opened window)
        {
            return null;
        }

        MatcherInput? input = happened switch
        {
            BookingWindowEvent.PolicyAdopted adopted => new MatcherInput.PolicyAdopted(
                policyOf(adopted.Policy).WaitingRoom, policyOf(adopted.Policy).MinimumLeadDays, position),
            BookingWindowEvent.WindowAdvanced advanced =>
                new MatcherInput.WindowAdvanced(advanced.Through, position),
            BookingWindowEvent.WindowSwept swept => new MatcherInput.WindowSwept(swept.Through, position),
            _ => null,
        };
        return input is null ? null : new ScopedInput(window.Scope, input);
    }
}
