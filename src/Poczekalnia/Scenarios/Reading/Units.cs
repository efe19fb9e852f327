using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads values with their units. A value without its unit is refused: 40 of what?</summary>
internal static partial class Units
{
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly LocalDateTimePattern MinutePattern =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    private static readonly LocalDateTimePattern SecondPattern =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    private static readonly OffsetDateTimePattern OffsetPattern =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<G>");

    public static int Whole(this Part part, int least = 0, int most = int.MaxValue)
    {
        var text = part.Text();
        if (text.Length == 0)
        {
            return least;
        }

        if (int.TryParse(WithoutSpacing(text), CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
        {
            return value;
        }

        var range = most == int.MaxValue ? $"{least} or more" : $"{least} to {most}";
        part.Wrong($"'{part.Name}' must be a whole number, {range}, and is '{text}'.", "Write digits only.");
        return least;
    }

    public static int WholeOr(this Part part, int otherwise) => part.IsPresent ? part.Whole() : otherwise;

    /// <summary>A number of calendar days, such as <c>40d</c>.</summary>
    public static int Days(this Part part) =>
        part.Read(DaysPattern(), "days, such as 40d", match => WholeOf(match, 1));

    public static int DaysOr(this Part part, int otherwise) => part.IsPresent ? part.Days() : otherwise;

    /// <summary>The length of a slot in minutes, such as <c>15min</c>.</summary>
    public static int Minutes(this Part part) =>
        part.Read(MinutesPattern(), "minutes, 1 to a whole day, such as 15min", match =>
            WholeOf(match, 1) is { } minutes and > 0 and <= Limits.SlotMinutesMax ? minutes : null as int?);

    public static int MinutesOr(this Part part, int otherwise) => part.IsPresent ? part.Minutes() : otherwise;

    /// <summary>A number of kilometres, such as <c>25km</c>.</summary>
    public static int Kilometres(this Part part) =>
        part.Read(KilometresPattern(), "kilometres, such as 25km", match => WholeOf(match, 1));

    /// <summary>A length of time on the clock: <c>90s</c>, <c>30min</c>, <c>2h</c> or <c>3d</c> of 24 hours.</summary>
    public static Duration Length(this Part part) =>
        part.Read(LengthPattern(), "a length of time, such as 30min, 2h or 3d", match =>
            WholeOf(match, 1) is { } count ? match.Groups[2].Value switch
            {
                "s" => Duration.FromSeconds(count),
                "min" => Duration.FromMinutes(count),
                "h" => Duration.FromHours(count),
                _ => Duration.FromDays(count),
            }
            : null as Duration?);

    /// <summary>A share, such as <c>4.8%</c>.</summary>
    public static Share Percent(this Part part) =>
        part.Read(PercentPattern(), "a share between 0% and 100%, such as 4.8%", match =>
            decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) is <= 100 and var percent
                ? new Share((int)(percent * 10_000))
                : null as Share?);

    public static Share PercentOr(this Part part, Share otherwise) => part.IsPresent ? part.Percent() : otherwise;

    /// <summary>A rate, such as <c>392/month</c>.</summary>
    public static Rate Rate(this Part part) =>
        part.Read(RatePattern(), "so many per day, working day, week, month or year, such as 392/month", match =>
            new Rate(
                (long)(decimal.Parse(WithoutSpacing(match.Groups[1].Value), CultureInfo.InvariantCulture) * 1000),
                match.Groups[2].Value switch
                {
                    "day" => RatePer.Day,
                    "working day" => RatePer.WorkingDay,
                    "week" => RatePer.Week,
                    "month" => RatePer.Month,
                    _ => RatePer.Year,
                }) as Rate?);

    /// <summary>A local date, such as <c>2026-08-03</c>.</summary>
    public static LocalDate Date(this Part part) =>
        part.Read(AnythingPattern(), "a date, such as 2026-08-03", match =>
            LocalDatePattern.Iso.Parse(match.Value) is { Success: true, Value: var date } ? date : null as LocalDate?);

    /// <summary>Local days, both included, such as <c>2026-08-03..2026-08-07</c>; one date alone is one day.</summary>
    public static DateInterval Period(this Part part)
    {
        var (from, to) = part.Read(PeriodPattern(), "days, such as 2026-08-03..2026-08-07", match =>
            LocalDatePattern.Iso.Parse(match.Groups[1].Value) is { Success: true, Value: var first }
            && LocalDatePattern.Iso.Parse((match.Groups[2].Success ? match.Groups[2] : match.Groups[1]).Value)
                is { Success: true, Value: var last } && first <= last
                ? (first, last)
                : null as (LocalDate, LocalDate)?);
        return new DateInterval(from, to);
    }

    public static LocalDate? DateOrNone(this Part part) => part.IsPresent ? part.Date() : null;

    /// <summary>Local date and time, such as <c>2026-08-03T09:00</c>; a date alone is its midnight.</summary>
    public static LocalDateTime DateTime(this Part part) =>
        part.Read(AnythingPattern(), "a local date and time, such as 2026-08-03T09:00", match => Moment(match.Value));

    public static LocalDateTime? DateTimeOrNone(this Part part) => part.IsPresent ? part.DateTime() : null;

    /// <summary>Local time, with the offset where the hour is repeated: <c>2026-10-25T02:30+01:00</c>.</summary>
    public static Instant Instant(this Part part) =>
        part.Read(AnythingPattern(), "a local date and time, such as 2026-08-03T09:00", match =>
            InstantOf(match.Value));

    /// <summary>A stretch of the local day, such as <c>08:00-18:00</c>.</summary>
    public static (LocalTime From, LocalTime To) Hours(this Part part) =>
        part.Read(HoursPattern(), "hours of the day, such as 08:00-18:00", match =>
            TimeOf(match.Groups[1].Value) is { } from && TimeOf(match.Groups[2].Value) is { } to && from < to
                ? (from, to)
                : null as (LocalTime, LocalTime)?);

    /// <summary>Years of age, such as <c>0-18</c> or <c>19+</c>.</summary>
    public static AgeRange Ages(this Part part) => part.AgesOf(part.Text());

    /// <summary>The same from a text that stands in the part, such as a key.</summary>
    public static AgeRange AgesOf(this Part part, string text) =>
        part.Read(text, AgesPattern(), "years of age, such as 0-18 or 19+", match =>
        {
            var from = WholeOf(match, 1) ?? AgeRange.Oldest + 1;
            var to = match.Groups[2].Success ? WholeOf(match, 2) ?? -1 : AgeRange.Oldest;
            return from <= to && to <= AgeRange.Oldest ? new AgeRange(from, to) : null as AgeRange?;
        });

    /// <summary>A point on the map, such as <c>50.26N 19.02E</c>; the letters keep the two numbers apart.</summary>
    public static GeoPoint Point(this Part part) =>
        part.Read(AnythingPattern(), "a point, such as 50.26N 19.02E", match => PointOf(match.Value));

    public static GeoPoint? PointOf(string text) =>
        PointPattern().Match(text) is { Success: true } match
            ? new GeoPoint(
                (int)(decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * 100_000),
                (int)(decimal.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * 100_000))
            : null;

    /// <summary>A TERYT code of the level wanted, at least.</summary>
    public static TerytCode Teryt(this Part part, TerytLevel narrowest = TerytLevel.Gmina) =>
        part.Read(AnythingPattern(), TerytWanted(narrowest), match =>
            TerytCode.TryParse(match.Value, out var code) && (narrowest == TerytLevel.Gmina || code.Level == narrowest)
                ? code
                : null as TerytCode?);

    /// <summary>The seven digits of a gmina.</summary>
    public static TerytCode Gmina(this Part part) =>
        part.Read(AnythingPattern(), "the TERYT code of a gmina, seven digits such as \"2466011\"", match =>
            TerytCode.TryParse(match.Value, out var code) && code.Level == TerytLevel.Gmina
                ? code
                : null as TerytCode?);

    public static ScopeCode Scope(this Part part) =>
        part.Read(AnythingPattern(), "a scope code, such as 02.1580.001.02", match =>
            ScopeCode.TryParse(match.Value, out var code) ? code : null as ScopeCode?);

    /// <summary>Yes or no.</summary>
    public static bool YesNo(this Part part, bool otherwise) =>
        part.IsPresent ? part.OneOf(("yes", true), ("no", false)) : otherwise;

    /// <summary>One of the names given, or its value.</summary>
    public static T OneOf<T>(this Part part, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var text = part.Text();
        foreach (var (name, value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }

        if (text.Length > 0)
        {
            var names = new List<string>();
            foreach (var choice in choices)
            {
                names.Add(choice.Name);
            }

            part.Wrong($"'{part.Name}' cannot be '{text}'.", Nearest.Cure(text, names));
        }

        return choices[0].Value;
    }

    /// <summary>Reads the text; <paramref name="convert"/> gives nothing for what is out of range.</summary>
    public static T Read<T>(this Part part, Regex pattern, string wanted, Func<Match, T?> convert)
        where T : struct =>
        part.Read(part.Text(), pattern, wanted, convert);

    private static T Read<T>(this Part part, string text, Regex pattern, string wanted, Func<Match, T?> convert)
        where T : struct
    {
        if (text.Length == 0)
        {
            return default;
        }

        var match = pattern.Match(text);
        if (match.Success && convert(match) is { } value)
        {
            return value;
        }

        part.Wrong($"'{part.Name}' cannot be '{text}'.", $"Write {wanted}.");
        return default;
    }

    private static LocalDateTime? Moment(string text) =>
        MinutePattern.Parse(text) is { Success: true } minute ? minute.Value
        : SecondPattern.Parse(text) is { Success: true } second ? second.Value
        : LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value.AtMidnight()
        : null;

    private static Instant? InstantOf(string text) =>
        Moment(text) is { } local ? WarsawTime.ToInstant(local)
        : OffsetPattern.Parse(WithSeconds(text)) is { Success: true } exact
            && WarsawTime.LocalOf(exact.Value.ToInstant()) == exact.Value.LocalDateTime
            ? exact.Value.ToInstant()
        : null;

    // Thousands may be set apart, as in 247_497.
    private static string WithoutSpacing(string digits) => digits.Replace("_", "", StringComparison.Ordinal);

    // The pattern wants seconds; people leave them out.
    private static string WithSeconds(string text) => text.Length == "2026-10-25T02:30+01:00".Length
        ? string.Concat(text.AsSpan(0, 16), ":00", text.AsSpan(16))
        : text;

    private static LocalTime? TimeOf(string text) =>
        TimePattern.Parse(text) is { Success: true, Value: var time } ? time : null;

    private static int? WholeOf(Match match, int group) =>
        int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string TerytWanted(TerytLevel narrowest) => narrowest switch
    {
        TerytLevel.Voivodeship => "the TERYT code of a voivodeship, two digits such as \"24\"",
        TerytLevel.Powiat => "the TERYT code of a powiat, four digits such as \"2466\"",
        TerytLevel.Gmina => "a TERYT code of two, four or seven digits, such as \"2466011\"",
    };

    [GeneratedRegex(@"^.+$")]
    private static partial Regex AnythingPattern();

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$")]
    private static partial Regex PeriodPattern();

    [GeneratedRegex(@"^(\d{1,6})d$")]
    private static partial Regex DaysPattern();

    [GeneratedRegex(@"^(\d{1,5})min$")]
    private static partial Regex MinutesPattern();

    [GeneratedRegex(@"^(\d{1,4})km$")]
    private static partial Regex KilometresPattern();

    [GeneratedRegex(@"^(\d{1,6})(s|min|h|d)$")]
    private static partial Regex LengthPattern();

    [GeneratedRegex(@"^(\d{1,3}(?:\.\d{1,4})?)%$")]
    private static partial Regex PercentPattern();

    [GeneratedRegex(@"^(\d[\d_]{0,11}(?:\.\d{1,3})?)/(day|working day|week|month|year)$")]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"^(\d\d:\d\d)-(\d\d:\d\d)$")]
    private static partial Regex HoursPattern();

    [GeneratedRegex(@"^(\d{1,3})(?:-(\d{1,3})|\+)$")]
    private static partial Regex AgesPattern();

    [GeneratedRegex(@"^(\d{1,2}(?:\.\d{1,7})?)N (\d{1,3}(?:\.\d{1,7})?)E$")]
    private static partial Regex PointPattern();
}
