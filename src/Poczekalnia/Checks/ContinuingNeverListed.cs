using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>The list is for first visits only (domain.md §9, 4; art. 23g(13)).</summary>
public sealed class ContinuingNeverListed : Check
{
    public override string Name => "continuing-never-listed";

    public override string Statement =>
        "A continuing visit has no report and no entry, and nobody in treatment joins the list.";

    public override void Before(EventLine line, History history)
    {
        switch (line.What)
        {
            case AppointmentBooked { Kind: VisitKind.Continuing } booked:
                Look();
                if (booked.Report is not null || booked.Entry is not null)
                {
                    Found(line.Position, line.StreamName, "a continuing visit was booked with a report or an entry");
                }

                break;
            case EntryPlaced { Because: Because.Joined, Referral: { } id }:
                Look();
                if (history.ReferralOf(id) is { State: ReferralState.Held } referral)
                {
                    Found(
                        line.Position, $"{line.StreamName} referral/{id}",
                        $"somebody joined the list whose referral place {referral.Place} holds");
                }

                break;
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            if (line.Family == Family.Appointment
                && history.VisitOf(line.Stream) is { Kind: VisitKind.Continuing }
                && append.Events.Find(other => other.Family is Family.Entry or Family.Report) is { } other)
            {
                Found(
                    line.Position, $"{line.StreamName} {other.StreamName}",
                    $"{line.Name} of a continuing visit wrote {other.Name}");
            }
        }
    }
}
