using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>
/// The patient will accept something else (art. 23e(7)). Of a waiting patient the entry changes, of a booked one the
/// report: it counts if the patient returns.
/// </summary>
/// <param name="Entry">The patient's entry, if there is one.</param>
public sealed record ChangeCriteria(ReportId Report, EntryId? Entry, Criteria Criteria) : IOperation
{
    public IEnumerable<StreamId> Reads => EntryOfReport.Reads(Report, Entry);

    public IEnumerable<StreamId> ReadsNext(Streams first) => EntryOfReport.ReadsNext(Report, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (EntryOfReport.Find(Report, streams, context, out var plan) is not { } report
            || plan.RequireEntryOf(Report, Entry).IsRefused)
        {
            return plan;
        }

        plan.Refuse(Permissions.Refuse(Act.ChangeCriteria, plan.Now, report.Filed.Contacts));
        return Entry is { } entry && plan.Entry(entry) is WaitingEntry.Waiting
            ? plan.Do(entry, new WaitingEntryCommand.ChangeCriteria(Criteria))
            : plan.Do(Report, new CentralReportCommand.ChangeCriteria(
                Criteria, report.CriteriaWith(Entry is { } assigned ? plan.Entry(assigned).On : null)));
    }
}

/// <summary>
/// A place or the issuer of the referral sets another medical category (art. 23e(8), (9)); never the patient.
/// </summary>
/// <param name="Entry">The patient's entry, if there is one.</param>
public sealed record ChangeCategory(ReportId Report, EntryId? Entry, MedicalCategory Category) : IOperation
{
    public IEnumerable<StreamId> Reads => EntryOfReport.Reads(Report, Entry);

    public IEnumerable<StreamId> ReadsNext(Streams first) => EntryOfReport.ReadsNext(Report, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (EntryOfReport.Find(Report, streams, context, out var plan) is not { } report
            || plan
                .RequireEntryOf(Report, Entry)
                .Require(
                    context.By.Role == ActorRole.System || context.By.IsStaff,
                    Refusals.ActorNotAllowed("a place or the issuer of the referral"))
                .IsRefused)
        {
            return plan;
        }

        var inForce = report.CategoryWith(Entry is { } known ? plan.Entry(known).On : null);
        return Entry is { } entry && plan.Entry(entry) is WaitingEntry.Waiting
            ? inForce == Category ? plan
            : plan.Do(entry, new WaitingEntryCommand.ChangeCategory(
                Category, OrderRules.ClassOf(report.Filed, Category)))
            : plan.Do(Report, new CentralReportCommand.ChangeCategory(Category, inForce));
    }
}

/// <summary>The patient no longer waits (pl. <i>wycofanie zgłoszenia</i>, art. 23g(9)).</summary>
public sealed record WithdrawEntry(EntryId Entry) : IOperation
{
    public IEnumerable<StreamId> Reads => [Entry];

    public IEnumerable<StreamId> ReadsNext(Streams first)
    {
        if (first.Entry(Entry).On is not { Placed: var placed })
        {
            return [];
        }

        StreamId[] always = [placed.Report, StreamId.WindowOf(placed.Scope)];
        return placed.Referral is { } referral ? [.. always, referral] : always;
    }

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (streams.Entry(Entry).On is not { Placed: var placed })
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Entry));
        }

        var plan = Plan.In(placed.Scope, streams, context);
        if (plan.IsRefused || plan.Entry(Entry) is WaitingEntry.Withdrawn
            || plan.Report(placed.Report).On is not { } report)
        {
            return plan;
        }

        return plan
            .Refuse(Permissions.Refuse(
                Act.Withdraw, plan.Now, report.Filed.Contacts, plan.FormOf(placed.Referral)))
            .Require(plan.Entry(Entry) is WaitingEntry.Waiting, Refusals.EntryNotWaiting)
            .Do(Entry, new WaitingEntryCommand.WithdrawEntry())
            .Do(placed.Report, new CentralReportCommand.CloseReport(ReportClosure.Withdrawn));
    }
}

/// <summary>The patient is told how long it may take (art. 23g(3)).</summary>
/// <param name="Days">Calendar days from today, 0 or more: <see cref="Forecasts.WaitForecast"/> reckons them.</param>
public sealed record IssueForecast(ReportId Report, int Days) : IOperation
{
    public IEnumerable<StreamId> Reads => [Report];

    public IEnumerable<StreamId> ReadsNext(Streams first) => EntryOfReport.ReadsNext(Report, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        EntryOfReport.Find(Report, streams, context, out var plan);
        return plan
            .Refuse(Permissions.RefuseUnlessSystem(context.By))
            .Do(Report, new CentralReportCommand.IssueForecast(Days));
    }
}

/// <summary>The report that an operation names, and the entry that two of them name with it.</summary>
internal static class EntryOfReport
{
    /// <summary>The refusal of a request that does not name the entry which waits.</summary>
    public static Refusal NotNamed { get; } = Refusals.Malformed("entry", "name the entry that waits");

    public static IEnumerable<StreamId> Reads(ReportId report, EntryId? entry) =>
        entry is { } id ? [report, id] : [report];

    public static IEnumerable<StreamId> ReadsNext(ReportId report, Streams first)
    {
        if (first.Report(report).On is not { Filed: var filed })
        {
            return [];
        }

        var window = StreamId.WindowOf(filed.Scope);
        return filed.Referral is { } referral ? [window, referral] : [window];
    }

    /// <summary>
    /// What was asked for, and a plan under the rules of its scope. Nothing where the plan is refused already: nobody
    /// ever asked, the scope takes no part, or the streams do not fit together.
    /// </summary>
    public static ReportTerms? Find(ReportId report, Streams streams, OperationContext context, out Plan plan)
    {
        if (streams.Report(report).On is not { } terms)
        {
            plan = Plan.Outside(streams, context).Refuse(Refusals.NotFound(report));
            return null;
        }

        plan = Plan.In(terms.Filed.Scope, streams, context);
        return plan.IsRefused ? null : terms;
    }

    /// <summary>Ends the plan unless the entry belongs to the report and is the one that waits, if one does.</summary>
    public static Plan RequireEntryOf(this Plan plan, ReportId report, EntryId? entry)
    {
        if (plan.IsRefused)
        {
            return plan;
        }

        if (entry is { } id)
        {
            if (plan.Entry(id).On is not { } terms)
            {
                return plan.Refuse(Refusals.NotFound(id));
            }

            plan.Require(terms.Placed.Report == report, Refusals.NotTheHolder);
            if (plan.Entry(id) is WaitingEntry.Waiting)
            {
                return plan;
            }
        }

        // The change would go to the report, and the entry that waits would keep its old terms.
        return plan.Report(report).On?.Filed.Referral is { } referral && plan.SomebodyWaits(report, referral)
            ? plan.Refuse(NotNamed)
            : plan;
    }

    /// <summary>
    /// Whether a patient waits on a referral: it is free although the report that names it is open (states.md §2).
    /// </summary>
    public static bool SomebodyWaits(this Plan plan, ReportId report, ReferralId referral) =>
        plan.Report(report) is CentralReport.Open open
        && open.Terms.Filed.Referral == referral
        && plan.Referral(referral) is Referral.Issued;
}
