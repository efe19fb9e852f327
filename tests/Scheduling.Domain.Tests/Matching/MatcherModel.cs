using System.Diagnostics;
using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// What states.md §5 says of a scope, folded from the same inputs in the plainest way, and the judge of proposals.
/// </summary>
internal sealed class MatcherModel
{
    private readonly Dictionary<PlaceId, (bool Active, LocalDate? Ends)> _places = [];
    private LocalDate? _through;
    private bool _waitingRoom;
    private int _leadDays;

    public Dictionary<EntryId, WaitingRecord> Waiting { get; } = [];

    public Dictionary<SlotId, (SlotRecord Record, bool Released)> Free { get; } = [];

    public LocalDate? Through => _through;

    public void Apply(MatcherInput input)
    {
        switch (input)
        {
            case MatcherInput.EntryWaits waits: Waiting[waits.Entry.Entry] = waits.Entry; break;
            case MatcherInput.EntryGone gone: Waiting.Remove(gone.Entry); break;
            case MatcherInput.SlotHeldBack held: Free[held.Slot.Slot] = (held.Slot, false); break;
            case MatcherInput.SlotReleased released: Free[released.Slot] = (Free[released.Slot].Record, true); break;
            case MatcherInput.SlotGone gone: Free.Remove(gone.Slot); break;
            case MatcherInput.PlaceActive active: _places[active.Place] = (true, Of(active.Place).Ends); break;
            case MatcherInput.PlaceInactive inactive: _places[inactive.Place] = (false, Of(inactive.Place).Ends); break;
            case MatcherInput.ContractEnds ends: _places[ends.Place] = (Of(ends.Place).Active, ends.On); break;
            case MatcherInput.WindowAdvanced advanced: _through = advanced.Through; break;
            case MatcherInput.WindowSwept: break;
            case MatcherInput.PolicyAdopted policy:
                (_waitingRoom, _leadDays) = (policy.WaitingRoom, policy.MinimumLeadDays);
                break;
            default: throw new UnreachableException();
        }
    }

    public IEnumerable<SlotRecord> Open(LocalDateTime now) => Slots(released: true, now);

    public IEnumerable<SlotRecord> HeldBackDue(LocalDateTime now) => Slots(released: false, now);

    /// <summary>Fails unless the proposal is right as of now.</summary>
    public void Judge(Proposal proposal, LocalDateTime now)
    {
        var complaint = proposal switch
        {
            Proposal.Assign assign => Judge(assign, Free[assign.Slot], now),
            Proposal.Release release => Judge(Free[release.Slot], now),
            Proposal.Sweep sweep => HeldBackDue(now).Any(slot => slot.Start.Date <= sweep.Through) ? "too early" : null,
            _ => throw new UnreachableException(),
        };
        Assert.True(complaint is null, $"{proposal}: {complaint}");
    }

    /// <summary>Fails unless nothing is left to do, and the order book holds just the open slots.</summary>
    public void JudgeRest(IMatcher book, LocalDateTime now)
    {
        Assert.Empty(HeldBackDue(now));
        Assert.Equal(Open(now).OrderBy(slot => slot.Order), book.OpenSlots.OrderBy(slot => slot.Order));
        Assert.Equal(Waiting.Values.OrderBy(entry => entry.Order), book.Waiting.OrderBy(entry => entry.Order));
        Assert.DoesNotContain(Open(now), slot => FirstFor(slot, now) is not null);
    }

    private string? Judge(Proposal.Assign assign, (SlotRecord Record, bool Released) slot, LocalDateTime now) =>
        !IsFree(slot, slot.Released, now) ? "not free to give"
        : FirstFor(slot.Record, now)?.Entry != assign.Entry ? "not the first"
        : null;

    private string? Judge((SlotRecord Record, bool Released) slot, LocalDateTime now) =>
        !IsFree(slot, released: false, now) ? "not due"
        : FirstFor(slot.Record, now) is not null ? "somebody fits"
        : null;

    private WaitingRecord? FirstFor(SlotRecord slot, LocalDateTime now)
    {
        var day = new MatchDay(now.Date, _through!.Value, _leadDays);
        return Waiting.Values
            .Where(entry => _waitingRoom && Eligibility.Check(entry, slot, day) is null)
            .OrderBy(entry => entry.Order)
            .ThenBy(entry => entry.Entry.Value)
            .FirstOrDefault();
    }

    private IEnumerable<SlotRecord> Slots(bool released, LocalDateTime now) =>
        from slot in Free.Values where IsFree(slot, released, now) select slot.Record;

    private bool IsFree((SlotRecord Record, bool Released) slot, bool released, LocalDateTime now)
    {
        var (place, date) = (Of(slot.Record.Place.Place), slot.Record.Start.Date);
        return slot.Released == released && slot.Record.Start > now && date <= _through
            && place.Active && !(date >= place.Ends);
    }

    private (bool Active, LocalDate? Ends) Of(PlaceId place) => _places.GetValueOrDefault(place);
}
