using System.Diagnostics;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Reports.CentralReport;
using static Scheduling.Domain.Reports.CentralReportCommand;
using static Scheduling.Domain.Reports.CentralReportEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.Reports.CentralReportEvent>;

namespace Scheduling.Domain.Reports;

/// <summary>The rules of one central report.</summary>
public static class CentralReportDecider
{
    public static Decision Decide(CentralReportCommand command, CentralReport state, Circumstances now) =>
        command switch
        {
            FileReport file => Decide(file, state, now),
            ChangeCategory change => Decide(change, state, now),
            ChangeCriteria change => Decide(change, state, now),
            IssueForecast issue => Decide(issue, state, now),
            CloseReport close => Decide(close, state, now),
            ReopenReport => Reopening(state, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(FileReport file, CentralReport state, Circumstances now) =>
        state is Open ? Refusals.ReportAlreadyOpen
        : !Contacts.Suffice(file.Contacts) ? Refusals.NoContact
        : file.ReportedAt > now.Now || file.EarlierReportAt > now.Now ? Refusals.RegistrationDateInvalid
        : file.Criteria is { } criteria && CriteriaRules.Refuse(criteria) is { } refusal ? refusal
        : new ReportFiled(
            file.Patient, file.Scope, OrderRules.KeyOf(file), file.ReportedAt, file.EarlierReportAt, file.Category,
            file.Card, file.Entitlement, file.Referral, file.Contacts, file.Ages, file.Criteria, now.Policy.Ref,
            now.Now);

    private static Decision Decide(ChangeCategory change, CentralReport state, Circumstances now) =>
        state switch
        {
            Open when change.InForce == change.Category => new AlreadySo(),
            Open open => new MedicalCategoryChanged(
                change.Category, OrderRules.ClassOf(open.Terms.Filed, change.Category), now.Policy.Ref, now.Now),
            _ => Refusals.ReportNotOpen,
        };

    private static Decision Decide(ChangeCriteria change, CentralReport state, Circumstances now) =>
        CriteriaRules.Refuse(change.Criteria) is { } refusal ? refusal
        : state switch
        {
            Open when change.InForce == change.Criteria => new AlreadySo(),
            Open => new CriteriaChanged(change.Criteria, now.Now),
            _ => Refusals.ReportNotOpen,
        };

    private static Decision Decide(IssueForecast issue, CentralReport state, Circumstances now) =>
        issue.Days < 0 ? Refusals.Malformed("days", "it is negative")
        : state is not Open open ? Refusals.ReportNotOpen
        // Days are counted from the day of the forecast, so the same number on another day says something new.
        : open.Told is { } told && told.Days == issue.Days && WarsawTime.DateOf(told.At) == now.Today ? new AlreadySo()
        : new ForecastIssued(issue.Days, now.Policy.Ref, now.Now);

    private static Decision Decide(CloseReport close, CentralReport state, Circumstances now) =>
        state switch
        {
            Open => new ReportClosed(close.Reason, now.Now),
            Closed closed when closed.Reason == close.Reason => new AlreadySo(),
            _ => Refusals.ReportNotOpen,
        };

    private static Decision Reopening(CentralReport state, Circumstances now) =>
        state switch
        {
            Closed { Reason: ReportClosure.NoShow } => new ReportReopened(now.Policy.Ref, now.Now),
            Open => Refusals.ReportAlreadyOpen,
            _ => Refusals.NotRemovedForNoShow,
        };
}
