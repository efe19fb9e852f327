namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads what patients and places do.</summary>
internal static class BehaviourReader
{
    public static Behaviour Read(Part part)
    {
        var otherwise = new Behaviour();
        if (!part.IsPresent)
        {
            return otherwise;
        }

        var map = part.Map();
        var behaviour = new Behaviour
        {
            CancelledOrMoved = map["cancelledOrMoved"].FigureOr(Units.Percent),
            Moved = map["moved"].FigureOr(Units.Percent),
            CancelledBySms = map["cancelledBySms"].FigureOr(Units.Percent),
            Missed = map["missed"].FigureOr(Units.Percent),
            NotPatientsFault = map["notPatientsFault"].FigureOr(Units.Percent),
            Undetermined = map["undetermined"].FigureOr(Units.Percent),
            SettledAfterDays = map["settledAfter"].FigureOr(Units.Days, otherwise.SettledAfterDays),
            Reinstated = map["reinstated"].FigureOr(Units.Percent),
            CriteriaChangedPer30Days = map["criteriaChangedPer30Days"].FigureOr(Units.Percent),
            CategoryChangedPer30Days = map["categoryChangedPer30Days"].FigureOr(Units.Percent),
            WithdrawnPer30Days = map["withdrawnPer30Days"].FigureOr(Units.Percent),
            ReferralEndedPer30Days = map["referralEndedPer30Days"].FigureOr(Units.Percent),
            CancelledByPlace = map["cancelledByPlace"].FigureOr(Units.Percent),
            SlotWithdrawnByPlace = map["slotWithdrawnByPlace"].FigureOr(Units.Percent, otherwise.SlotWithdrawnByPlace),
            SuspendedPer30Days = map["suspendedPer30Days"].FigureOr(Units.Percent),
            SuspendedDays = map["suspendedFor"].DaysOr(otherwise.SuspendedDays),
            Continued = map["continued"].FigureOr(Units.Percent),
        };
        map.Done();
        return behaviour;
    }
}
