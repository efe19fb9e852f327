namespace Scheduling.Domain.Referrals;

/// <summary>Intents addressed to one referral.</summary>
public abstract record ReferralCommand
{
    private ReferralCommand() { }

    public sealed record IssueReferral(
        PatientId Patient, ScopeCode Scope, ReferralForm Form, MedicalCategory Category, FastTrackCard? Card)
        : ReferralCommand;

    public sealed record HoldReferral(PlaceId Place) : ReferralCommand;

    /// <summary>The holding place books a further visit on it.</summary>
    public sealed record HoldForFurther(PlaceId Place, AppointmentId Visit) : ReferralCommand;

    /// <summary>A referral that ended meanwhile stays ended.</summary>
    public sealed record ReleaseReferral : ReferralCommand;

    public sealed record FulfilReferral(PlaceId Place) : ReferralCommand;

    public sealed record CancelReferral(ReferralEnd Reason) : ReferralCommand;
}
