using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Explanations;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Explanations;

/// <summary>
/// <c>GET /slots/{id}/why</c>: why a slot went where it went: its life in words with the positions, and at each
/// decision of the matcher who could have had it and who stood before the winner and did not fit.
/// </summary>
internal sealed class SlotWhyQuery(QueryNeeds needs) : IQuery
{
    private const int Shown = 5;

    private readonly PastLog _past = new(needs.Store, needs.Engine.Policies);
    private readonly WaitingThen _then = new(needs.Source, needs.Store);

    public static QueryRoute Route { get; } = new(
        "/slots/{id:guid}/why", [Staff, Administrator, Integrator, Operator], needs => new SlotWhyQuery(needs),
        new RouteText("explain-slot", "Why a slot went where it went.", typeof(Body))
        {
            HasETag = true,
            Example = new(Address: new Dictionary<string, string> { ["id"] = $"{Examples.Slot("explain-slot")}" }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var id = new SlotId(ask.Id);
        var events = await needs.Store.ReadStream(id, 1, ask.Stop);
        if (events is not [{ Event: SlotEvent.SlotPublished offer }, ..])
        {
            return ask.No(Refusals.NotFound(id));
        }

        var slot = await _past.RecordOf(id, offer, ask.Stop);
        var told = new List<Happened>(events.Count);
        foreach (var each in events)
        {
            var decision = slot is null ? null : await Decide(each, offer.Scope, slot, ask.Stop);
            told.Add(new Happened(
                each.Position, each.Version, each.Event.At, SlotWords.Of((SlotEvent)each.Event), decision));
        }

        return new JsonAnswer(
            new Body(id, offer.Place, offer.Scope, offer.Start, ValueList.From(told)), events[^1].Version);
    }

    private async Task<Decision?> Decide(
        StoredEvent each, ScopeCode scope, SlotRecord slot, CancellationToken stop)
    {
        var (asOf, policy, winner) = each.Event switch
        {
            SlotEvent.SlotAssigned assigned => (assigned.AsOf, assigned.Policy, assigned.Entry),
            SlotEvent.SlotReleased { AsOf: { } read } released => (read, released.Policy, (EntryId?)null),
            _ => (0L, default, null),
        };
        if (asOf == 0 || await _past.DayOf(scope, each.Position, each.Event.At, stop) is not { } day)
        {
            return null;
        }

        var won = winner is { } entry
            && await _past.StateOf(entry, each.Position, stop) is WaitingEntry { On: { } terms }
                ? PastLog.RecordOf(entry, terms)
                : null;
        if (await _then.Find(scope, each.Position, won?.Order, stop) is not var (entries, before))
        {
            return new Decision(asOf, policy, winner, null, [], [], "It is too long ago to tell here who waited then: "
                + "export the case file and ask 'poczekalnia why'.");
        }

        var book = new NaiveMatcher();
        foreach (var waited in entries)
        {
            book.Join(waited);
        }

        var fitting = Explain.Why(book, slot, day, Shown)
            .Select(each => new Fitting(each.Place, each.Entry, EntryWords.Of(each.Order)));
        var passed =
            from waited in entries
            where won is null || waited.Order < won.Order
            let rule = Eligibility.Check(waited, slot, day)
            where rule is not null
            select new Passed(
                waited.Entry, EntryWords.Of(waited.Order), MisfitCode.Of(rule.Value), MisfitWords.Of(rule.Value));
        return new Decision(
            asOf, policy, winner, won is null ? null : before, ValueList.From(fitting),
            ValueList.From(passed.Take(Shown)), null);
    }

    /// <param name="What">In words.</param>
    private sealed record Happened(long Position, long Version, Instant At, string What, Decision? Decision);

    /// <param name="AsOf">The last position that the matcher had read.</param>
    /// <param name="Winner">Who got it; nothing when it was released to the public.</param>
    /// <param name="StoodBefore">How many waited before the winner.</param>
    /// <param name="Fitting">Who could have had it, the first in order first.</param>
    /// <param name="Passed">The first in order who stood before the winner, each with what kept it out.</param>
    /// <param name="Note">Why there is nothing to tell.</param>
    private sealed record Decision(
        long AsOf, PolicyRef Policy, EntryId? Winner, long? StoodBefore, ValueList<Fitting> Fitting,
        ValueList<Passed> Passed, string? Note);

    private sealed record Fitting(int Place, EntryId Entry, string Order);

    private sealed record Passed(EntryId Entry, string Order, string Rule, string Why);

    private sealed record Body(
        SlotId Slot, PlaceId Place, ScopeCode Scope, LocalDateTime Start, ValueList<Happened> Events);
}
