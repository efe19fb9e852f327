namespace Poczekalnia.Checks;

/// <summary>Every check there is, in the order of the report.</summary>
public static class CheckList
{
    /// <summary>New ones, for one history.</summary>
    public static IReadOnlyList<Check> All() =>
    [
        new CountsAgree(),
        new VersionsGapless(),
        new OneCommandOneAppend(),
        new ClockMonotone(),
        new EventsFitTheState(),
        new StatesCoexist(),
        new ReportOpenIffLive(),
        new ReferralFollowsTheVisit(),
        new OneAppointmentPerSlot(),
        new OneWishPerPatient(),
        new EligibleAtAssignment(),
        new NobodyPassedOver(),
        new NoIdleSlot(),
        new EarliestOpenSlot(),
        new BatchInSlotOrder(),
        new OfferedBeforeOpen(),
        new WindowOnLocalDates(),
        new OrderKept(),
        new PlaceChangeKeepsOrder(),
        new NoShowEndsTheWait(),
        new ContinuingNeverListed(),
        new OutOfTurnInTime(),
        new NotBeforeItsTime(),
        new NobodyGetsLost(),
        new PolicyInForce(),
        new ChannelsAllowed(),
        new NoticesOnce(),
        new EveryChangeIsTold(),
        new PlacesAreTold(),
        new RemindersExact(),
        new OverlapsOfOnePerson(),
    ];
}
