using NodaTime;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Tests.Operations.Swarm;

/// <summary>A world in which everything that is done is checked at once, with the matcher at work.</summary>
public sealed class SwarmWorld
{
    private static readonly ScopeCode[] Scopes = [Cast.Cardiology, Cast.Screening];

    private readonly Dictionary<ScopeCode, (MatcherFeed Feed, Allocator Allocator)> _matchers =
        Scopes.ToDictionary(scope => scope, _ =>
        {
            var feed = new MatcherFeed(new NaiveMatcher());
            return (feed, new Allocator(feed));
        });

    private readonly MatcherInputs _inputs;
    private readonly Queue<ScopedInput> _unread = new();

    public SwarmWorld() =>
        _inputs = new MatcherInputs(stream => World.StateOf(stream), policy => TestPolicies.All[policy]);

    public World World { get; private set; } = new();

    public Instant Now { get; set; } = Cast.Start;

    /// <summary>How often each operation did something.</summary>
    public Dictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each refusal was said.</summary>
    public Dictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs an operation, checks the world, and asks for the same again.</summary>
    public OperationDecision Run(IOperation operation, Actor by)
    {
        var decision = World.Decide(operation, by, Now);
        if (decision is OperationDecision.Refused refused)
        {
            Refused[refused.Reason.Code] = Refused.GetValueOrDefault(refused.Reason.Code) + 1;
            return decision;
        }

        if (((OperationDecision.Accepted)decision).Events is { Count: > 0 } events)
        {
            Append(operation, events);
            Coexistence.Violations(World).Should().BeEmpty("after {0} by {1} at {2}", operation, by, Now);
            var again = World.Decide(operation, by, Now);
            (again as OperationDecision.Accepted)?.Events.Should().BeEmpty("{0} was done", operation);
        }

        return decision;
    }

    /// <summary>The matchers handle a group each, or everything.</summary>
    public void Match(int most, bool untilIdle)
    {
        foreach (var scope in Scopes)
        {
            for (var round = 0; round < 500 && Step(scope, most) && untilIdle; round++)
            {
            }
        }

        if (untilIdle)
        {
            AtRest();
        }
    }

    private bool Step(ScopeCode scope, int most)
    {
        Catch();
        var (_, allocator) = _matchers[scope];
        var group = allocator.Propose(WarsawTime.LocalOf(Now), most);
        if (group.Count == 0)
        {
            return false;
        }

        var trial = World.Copy();
        var decided = new List<(IOperation Operation, IReadOnlyList<PlannedEvent> Events)>();
        foreach (var operation in group.Select(proposal => proposal.ToOperation(scope)))
        {
            if (trial.Decide(operation, Actor.System, Now) is not OperationDecision.Accepted accepted)
            {
                allocator.Rollback();
                throw new InvalidOperationException($"{operation} was proposed with all read, and is not possible.");
            }

            trial.Append(accepted.Events);
            decided.Add((operation, accepted.Events));
        }

        allocator.Commit();
        foreach (var (operation, events) in decided)
        {
            Append(operation, events);
            Coexistence.Violations(World).Should().BeEmpty("after {0} at {1}", operation, Now);
        }

        return true;
    }

    private void Append(IOperation operation, IReadOnlyList<PlannedEvent> events)
    {
        var before = World.Log.Count;
        World.Append(events);
        Done[OperationNames.Of(operation)] = Done.GetValueOrDefault(OperationNames.Of(operation)) + 1;
        for (var i = 0; i < events.Count; i++)
        {
            if (_inputs.Of(before + i + 1, events[i].Stream, events[i].Event) is { } input)
            {
                _unread.Enqueue(input);
            }
        }
    }

    private void Catch()
    {
        while (_unread.TryDequeue(out var next))
        {
            foreach (var scope in Scopes.Where(scope => next.Scope is null || next.Scope == scope))
            {
                _matchers[scope].Feed.Apply(next.Input);
            }
        }

        foreach (var scope in Scopes)
        {
            _matchers[scope].Feed.ReadTo(World.Log.Count);
        }
    }

    /// <summary>At rest every slot due was offered, and no waiting entry fits an open one (states.md §5).</summary>
    private void AtRest()
    {
        var today = WarsawTime.DateOf(Now);
        foreach (var scope in Scopes)
        {
            var window = (BookingWindow.Opened)World.StateOf(Cast.WindowOf(scope));
            var policy = TestPolicies.All[window.Policy!.Value];
            var day = new MatchDay(today, window.Through!.Value, policy.MinimumLeadDays);
            var due = Due(scope, window).ToList();

            due.Where(each => !each.Released).Should().BeEmpty("the matcher has handled everything");
            (from entry in Waiting(scope)
             from slot in due
             where policy.WaitingRoom && Eligibility.Fits(entry, slot.Record, day)
             select (entry, slot)).Should().BeEmpty("nobody waits for a slot that is open");
        }
    }

    private IEnumerable<(SlotRecord Record, bool Released)> Due(ScopeCode scope, BookingWindow.Opened window) =>
        from each in World.Streams
        where each.Value.State is Slot.Free { Offer.Kind: SlotKind.FirstTime }
        let free = (Slot.Free)each.Value.State
        where free.Offer.Scope == scope && window.Includes(free.Offer.Start.Date)
            && WarsawTime.ToInstant(free.Offer.Start) > Now
        let place = (ServicePlace.Known)World.StateOf(free.Offer.Place)
        where place.IsActiveOn(free.Offer.Start.Date)
        select (new SlotRecord(
            new SlotId(each.Key.Value),
            new PlaceRecord(free.Offer.Place, place.Registration.Area, place.Registration.Location),
            free.Offer.Mode, free.Offer.Start, free.Offer.Practitioner, free.Offer.Ages), free.Released);

    private IEnumerable<WaitingRecord> Waiting(ScopeCode scope) =>
        from each in World.Streams
        where each.Value.State is WaitingEntry.Waiting
        let terms = ((WaitingEntry.Waiting)each.Value.State).Terms
        where terms.Placed.Scope == scope
        select new WaitingRecord(
            new EntryId(each.Key.Value), terms.Order, terms.Criteria, terms.Placed.Ages, terms.LeftSlots);
}
