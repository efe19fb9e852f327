using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Explanations;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Explanations;

/// <summary>
/// <c>GET /waiting-entries/{id}/why-not?slot=</c>: why an entry did not get a slot, at each time that the slot was
/// given away or released, and why it does not get it now.
/// </summary>
internal sealed class WhyNotQuery(QueryNeeds needs) : IQuery
{
    private readonly PastLog _past = new(needs.Store, needs.Engine.Policies);

    public static QueryRoute Route { get; } = new(
        "/waiting-entries/{id:guid}/why-not", [Patient, Staff, Administrator, Integrator, Operator],
        needs => new WhyNotQuery(needs),
        new RouteText("explain-entry", "Why an entry did not get a slot.", typeof(Body))
        {
            Query = [new("slot", typeof(Guid), "Which one.", $"{Examples.Slot("explain-entry")}", IsRequired: true)],
            Example = new(
                Staff, Address: new Dictionary<string, string> { ["id"] = $"{Examples.Entry("explain-entry")}" }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var entry = new EntryId(ask.Id);
        var slot = ask.Query.Value<SlotId>(
            "slot", text => QueryText.ToIdentity(text) is { } id ? new SlotId(id) : null, "a UUID");
        if (slot is null)
        {
            ask.Query.Refuse("slot", "it is missing");
        }

        if (ask.Query.Wrong is { } wrong)
        {
            return ask.No(wrong);
        }

        var life = await needs.Store.ReadStream(entry, 1, ask.Stop);
        var state = (WaitingEntry)PastLog.StateOf(entry, life, PastLog.Now);
        var isForeign = ask.Caller.Patient is { } self && OwnThings.PatientOf(state) is { } owner && owner != self;
        if (life.Count == 0 || isForeign)
        {
            return ask.No(Refusals.NotFound(entry));
        }

        var events = await needs.Store.ReadStream(slot!.Value, 1, ask.Stop);
        if (events is not [{ Event: SlotEvent.SlotPublished offer }, ..]
            || await _past.RecordOf(slot.Value, offer, ask.Stop) is not { } record)
        {
            return ask.No(Refusals.NotFound(slot.Value));
        }

        var answers = new List<Judged>();
        if (state.On?.Placed.Scope != offer.Scope)
        {
            answers.Add(new Judged(
                null, null, null, "other-scope", null, "the slot is of another service than the entry", null, null));
        }
        else
        {
            foreach (var each in events)
            {
                if (each.Event is SlotEvent.SlotAssigned or SlotEvent.SlotReleased or SlotEvent.SlotBooked)
                {
                    answers.Add(await Judge(entry, life, record, offer.Scope, each, ask));
                }
            }

            if (PastLog.StateOf(slot.Value, events, PastLog.Now) is Slot.Free)
            {
                answers.Add(await JudgeNow(entry, state, record, offer.Scope, ask));
            }
        }

        return new JsonAnswer(new Body(entry, slot.Value, ValueList.From(answers)));
    }

    private async Task<Judged> Judge(
        EntryId entry, IReadOnlyList<StoredEvent> life, SlotRecord slot, ScopeCode scope, StoredEvent decision, Ask ask)
    {
        var words = SlotWords.Of((SlotEvent)decision.Event);
        Judged Say(string code, string why, string? rule = null, EntryId? by = null, string? order = null) =>
            new(decision.Position, decision.Event.At, words, code, rule, why, by, order);

        if (decision.Event is SlotEvent.SlotAssigned { Entry: var given } && given == entry)
        {
            return Say("got-it", "the slot was given to this entry");
        }

        if (PastLog.StateOf(entry, life, decision.Position) is not WaitingEntry.Waiting { Terms: var terms })
        {
            return Say("not-waiting", "the entry did not wait then");
        }

        if (await _past.DayOf(scope, decision.Position, decision.Event.At, ask.Stop) is not { } day)
        {
            return Say("window-closed", "the service could not be booked then");
        }

        var book = new NaiveMatcher();
        if (decision.Event is SlotEvent.SlotAssigned { Entry: var winner }
            && await _past.StateOf(winner, decision.Position, ask.Stop) is WaitingEntry { On: { } won })
        {
            book.Join(PastLog.RecordOf(winner, won));
        }

        return Explain.WhyNot(book, PastLog.RecordOf(entry, terms), slot, day) switch
        {
            WhyNot.Ineligible(var rule) => Say("ineligible", MisfitWords.Of(rule), MisfitCode.Of(rule)),
            // Who else waits is no patient's business, only how the order was.
            WhyNot.Outranked(var by, var order) => Say(
                "outranked", "somebody with a better right fitted too", null, ask.Caller.Patient is null ? by : null,
                EntryWords.Of(order)),
            _ => Say("fitted", "nothing kept the entry out, and yet the slot went elsewhere"),
        };
    }

    private async Task<Judged> JudgeNow(
        EntryId entry, WaitingEntry state, SlotRecord slot, ScopeCode scope, Ask ask)
    {
        static Judged Say(string code, string why, string? rule = null) =>
            new(null, null, null, code, rule, why, null, null);

        if (state is not WaitingEntry.Waiting { Terms: var terms })
        {
            return Say("not-waiting", "the entry does not wait");
        }

        var now = needs.Clock.GetCurrentInstant();
        return await _past.DayOf(scope, PastLog.Now, now, ask.Stop) is not { } day
            ? Say("window-closed", "the service cannot be booked yet")
            : Eligibility.Check(PastLog.RecordOf(entry, terms), slot, day) is { } rule
                ? Say("ineligible", MisfitWords.Of(rule), MisfitCode.Of(rule))
                : Say("fits", "the slot is free and fits; the matcher has not decided about it yet");
    }

    /// <param name="Position">Of the decision about the slot; nothing for what is so now.</param>
    /// <param name="Event">The decision in words.</param>
    /// <param name="Code"><c>ineligible</c>, <c>outranked</c>, <c>not-waiting</c>, <c>got-it</c>, <c>other-scope</c>,
    /// <c>window-closed</c>, <c>fits</c>, <c>fitted</c>.</param>
    /// <param name="Rule">The first rule that kept it out.</param>
    /// <param name="By">Who had the better right; not told to patients.</param>
    /// <param name="Order">The order of that entry.</param>
    private sealed record Judged(
        long? Position, Instant? At, string? Event, string Code, string? Rule, string Why, EntryId? By, string? Order);

    private sealed record Body(EntryId Entry, SlotId Slot, ValueList<Judged> Answers);
}
