using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>Every decision says by which rules it was made, and they are the right ones.</summary>
public sealed class PolicyInForce : Check
{
    public override string Name => "policy-in-force";

    public override string Statement =>
        "Every policy an event names stands in the file before it and is the one its scope adopted last.";

    public override void After(EventLine line, History history)
    {
        if (NameIn(line.What) is not { } policy)
        {
            return;
        }

        Look();
        if (history.RulesOf(policy) is null)
        {
            Found(line.Position, line.StreamName, $"{line.Name} names policy {policy}, which no line before it gives");
        }
        else if (ScopeOf(line, history) is { } scope && scope.Rules.Ref.Length > 0 && scope.Rules.Ref != policy)
        {
            Found(
                line.Position, line.StreamName,
                $"{line.Name} was decided by {policy}, but {scope.Code} has adopted {scope.Rules.Ref}");
        }
    }

    private static string? NameIn(Happening what) => what switch
    {
        PolicyAdopted adopted => adopted.Policy,
        SlotAssigned assigned => assigned.Policy,
        SlotReleased released => released.Policy,
        AppointmentBooked booked => booked.Policy,
        AppointmentRescheduled moved => moved.Policy,
        AppointmentCancelled cancelled => cancelled.Policy,
        AppointmentMissed missed => missed.Policy,
        EntryPlaced placed => placed.Policy,
        EntryReturned returned => returned.Policy,
        EntryReinstated reinstated => reinstated.Policy,
        CategoryChanged changed => changed.Policy,
        ReportFiled filed => filed.Policy,
        ForecastIssued forecast => forecast.Policy,
        ReportReopened reopened => reopened.Policy,
        _ => null,
    };

    private static Scope? ScopeOf(EventLine line, History history) => line.Family switch
    {
        Family.Slot => history.SlotOf(line.Stream).Scope,
        Family.Appointment => history.VisitOf(line.Stream)?.Scope,
        Family.Entry => history.EntryOf(line.Stream)?.Scope,
        Family.Report => history.ReportOf(line.Stream).Scope,
        Family.Place or Family.Window or Family.Referral or Family.Process => null,
    };
}
