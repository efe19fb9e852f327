namespace Scheduling.Domain.WaitingRoom;

/// <summary>Which criteria can be waited for at all.</summary>
public static class CriteriaRules
{
    // More notice than a year is no wish for a date but none at all.
    private const int NoticeDaysMax = 365;

    /// <summary>The refusal of criteria that nothing could ever meet, or nothing.</summary>
    public static Refusal? Refuse(Criteria criteria) =>
        criteria switch
        {
            { Place.IsWellFormed: false } =>
                Refusals.Malformed("place", "give areas, places or a circle, and not more than allowed"),
            { From: { } from, To: { } to } when from > to => Refusals.Malformed("to", "it is before the first day"),
            { Days.IsWellFormed: false } => Refusals.Malformed("days", "name at least one day of the week"),
            { Hours.IsWellFormed: false } => Refusals.Malformed("hours", "name at least one hour of the day"),
            { MinimumNoticeDays: < 0 or > NoticeDaysMax } =>
                Refusals.Malformed("minimumNoticeDays", $"it must be 0 to {NoticeDaysMax}"),
            _ => null,
        };
}
