using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>Whose the referral is (states.md §1, §3; art. 23e(10), 23g(11), (13)).</summary>
public sealed class ReferralFollowsTheVisit : Check
{
    private readonly Dictionary<Guid, ReferralState> _before = [];

    public override string Name => "referral-follows-the-visit";

    public override string Statement =>
        "A first visit takes an issued referral of its patient and scope, and the place of the visit holds it.";

    public override void Before(EventLine line, History history)
    {
        if (line.Family == Family.Referral)
        {
            _before.TryAdd(line.Stream, history.ReferralOf(line.Stream).State);
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            if (line.What is AppointmentBooked or AppointmentRescheduled
                && history.VisitOf(line.Stream) is { Referral: { } referral } visit)
            {
                Look();
                if (WhyNot(line, visit, referral) is { } reason)
                {
                    Found(line.Position, $"{line.StreamName} referral/{referral.Id}", reason);
                }
            }
        }

        _before.Clear();
    }

    private string? WhyNot(EventLine line, Visit visit, Referral referral) =>
        referral.Patient != visit.Patient || referral.Scope != visit.Scope.Code
            ? $"the referral is of patient {referral.Patient} for {referral.Scope}, "
                + $"the visit of {visit.Patient} for {visit.Scope.Code}"
        : referral.State == ReferralState.Held && referral.Place != visit.Place
            ? $"place {referral.Place} holds the referral, and the visit is at {visit.Place}"
        : line.What is AppointmentBooked { Kind: VisitKind.FirstTime }
            && _before.TryGetValue(referral.Id, out var before)
            && before is not (ReferralState.Issued or ReferralState.Unknown)
            ? $"a first visit was booked on a referral that was {Words.NameOf(before)}"
        : null;
}
