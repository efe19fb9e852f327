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
            switch (line.What)
            {
                case AppointmentBooked { Referral: { } id } booked:
                    Judge(line, booked, history.ReferralOf(id));
                    break;
                case AppointmentRescheduled when history.VisitOf(line.Stream) is { Referral: { } referral } visit:
                    Expect(
                        line, referral, referral.State == ReferralState.Held && referral.Place != visit.Place,
                        $"place {referral.Place} holds the referral, and the visit is at {visit.Place}");
                    break;
            }
        }

        _before.Clear();
    }

    private void Judge(EventLine line, AppointmentBooked booked, Referral referral)
    {
        Expect(
            line, referral, referral.Patient != booked.Patient || referral.Scope != booked.Scope,
            $"the referral is of patient {referral.Patient} for {referral.Scope}, "
            + $"the visit of {booked.Patient} for {booked.Scope}");
        Expect(
            line, referral, referral.State == ReferralState.Held && referral.Place != booked.Place,
            $"place {referral.Place} holds the referral, and the visit is at {booked.Place}");
        if (booked.Kind == VisitKind.FirstTime && _before.TryGetValue(referral.Id, out var before))
        {
            Expect(
                line, referral, before is not (ReferralState.Issued or ReferralState.Unknown),
                $"a first visit was booked on a referral that was {Words.NameOf(before)}");
        }
    }

    private void Expect(EventLine line, Referral referral, bool isWrong, string sentence)
    {
        Look();
        if (isWrong)
        {
            Found(line.Position, $"{line.StreamName} referral/{referral.Id}", sentence);
        }
    }
}
