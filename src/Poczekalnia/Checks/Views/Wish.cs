namespace Poczekalnia.Checks.Views;

/// <summary>
/// What a patient will accept: the criteria as the case file writes them. What is missing excludes nothing.
/// </summary>
/// <param name="Place">Where.</param>
/// <param name="Terms">Everything about a slot that does not depend on the day of assignment or on the place.</param>
/// <param name="Span">On which days of the calendar, and how long beforehand.</param>
public sealed record Wish(PlaceWish Place, WishTerms Terms, DaySpan Span)
{
    /// <summary>The first rule of the wish that keeps a slot out; nothing when it fits.</summary>
    public string? Against(Slot slot, DateOnly today) =>
        Place.Against(slot.Place) ?? Terms.Against(slot) ?? Span.Against(slot.Day, today);
}

/// <summary>The part of a wish that two entries share again and again.</summary>
/// <param name="Days">Bit 1 is Monday, bit 7 Sunday; 0 excludes nothing.</param>
/// <param name="Hours">Bit 8 is 08:00 to 08:59; 0 excludes nothing.</param>
public sealed record WishTerms(string? Practitioner, string? Mode, int Days, int Hours)
{
    public string? Against(Slot slot) =>
        Mode is not null && Mode != slot.Mode ? $"mode {Mode}"
        : Practitioner is not null && Practitioner != slot.Practitioner ? $"practitioner {Practitioner}"
        : Days != 0 && (Days & (1 << slot.IsoDay)) == 0 ? "days of the week"
        : Hours != 0 && (Hours & (1 << slot.Time.Hour)) == 0 ? "hours of the day"
        : null;
}

/// <summary>First and last day, both included, and the least number of days between assignment and visit.</summary>
public readonly record struct DaySpan(DateOnly From, DateOnly To, int NoticeDays)
{
    public static DaySpan Any { get; } = new(DateOnly.MinValue, DateOnly.MaxValue, 0);

    public bool Takes(DateOnly day, int daysAhead) => From <= day && day <= To && daysAhead >= NoticeDays;

    public string? Against(DateOnly day, DateOnly today) =>
        day < From ? $"not before {From:yyyy-MM-dd}"
        : day > To ? $"not after {To:yyyy-MM-dd}"
        : day.DayNumber - today.DayNumber < NoticeDays ? $"at least {NoticeDays} days of notice"
        : null;
}
