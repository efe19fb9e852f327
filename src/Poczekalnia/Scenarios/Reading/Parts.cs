using System.Globalization;
using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads what has several values: figures with their source, weighted choices, days of the week.</summary>
internal static class Parts
{
    /// <summary>The days of the week, Monday first.</summary>
    public static readonly (string Name, IsoDayOfWeek Value)[] DayNames =
    [
        ("mon", IsoDayOfWeek.Monday), ("tue", IsoDayOfWeek.Tuesday), ("wed", IsoDayOfWeek.Wednesday),
        ("thu", IsoDayOfWeek.Thursday), ("fri", IsoDayOfWeek.Friday), ("sat", IsoDayOfWeek.Saturday),
        ("sun", IsoDayOfWeek.Sunday),
    ];

    private static readonly (string Name, MedicalCategory Value)[] Categories =
        [("stable", MedicalCategory.Stable), ("urgent", MedicalCategory.Urgent)];

    /// <summary>
    /// A figure about the world: a value, or <c>{ value: …, source: … }</c>. Without a source on itself or on what
    /// encloses it, it is refused.
    /// </summary>
    public static Figure<T> Figure<T>(this Part part, Func<Part, T> read)
    {
        if (!part.IsMap)
        {
            var plain = read(part);
            NeedSource(part, part.Source);
            return new Figure<T>(plain, part.Source);
        }

        var map = part.Map();
        var value = read(map["value"]);
        NeedSource(part, map.Source);
        map.Done();
        return new Figure<T>(value, map.Source);
    }

    /// <summary>The figure, or one without a value where the line is left out.</summary>
    public static Figure<T> FigureOr<T>(this Part part, Func<Part, T> read, Figure<T> otherwise = default) =>
        part.IsPresent ? part.Figure(read) : otherwise;

    /// <summary>Choices with weights: <c>name: 30%</c> or whole numbers, at least one above 0.</summary>
    public static ValueList<Weighted<T>> Weights<T>(
        this Part part, Func<Part, string, T> choice, ValueList<Weighted<T>> otherwise)
    {
        if (!part.IsPresent)
        {
            return otherwise;
        }

        var map = part.Map();
        NeedSource(part, map.Source);
        var choices = new List<Weighted<T>>();
        foreach (var (key, value) in map.Entries())
        {
            var weight = value.Text().EndsWith('%') ? value.Percent().PartsPerMillion : value.Whole();
            var read = choice(value, key);
            if (weight > 0)
            {
                choices.Add(new Weighted<T>(read, weight));
            }
        }

        if (choices.Count == 0)
        {
            part.Wrong($"'{part.Name}' offers nothing to choose.", "Give at least one choice a weight above 0.");
        }

        return ValueList.From(choices);
    }

    /// <summary>Days of the week: <c>mon-fri</c>, <c>mon</c> or a list.</summary>
    public static DaySet Weekdays(this Part part)
    {
        var mask = 0;
        foreach (var item in part.Items())
        {
            var text = item.Text();
            var dash = text.IndexOf('-', StringComparison.Ordinal);
            var first = DayOf(item, dash < 0 ? text : text[..dash]);
            var last = dash < 0 ? first : DayOf(item, text[(dash + 1)..]);
            if (last < first)
            {
                item.Wrong($"'{text}' runs backwards.", "Write the earlier day first, such as mon-fri.");
            }

            for (var day = first; day <= last; day++)
            {
                mask |= DaySet.Of(day).Mask;
            }
        }

        return new DaySet(mask);
    }

    /// <summary>Hours in which a visit may start: <c>08:00-12:00</c>, whole hours.</summary>
    public static HourSet HourSet(this Part part)
    {
        var (from, to) = part.Hours();
        if (from.Minute != 0 || to.Minute is not (0 or 59))
        {
            part.Wrong($"'{part.Name}' must be whole hours.", "Write such as 08:00-12:00.");
        }

        return Scheduling.Domain.HourSet.Between(from.Hour, to.Minute == 0 ? to.Hour : to.Hour + 1);
    }

    public static MedicalCategory Category(this Part part) =>
        part.OneOf(Categories);

    /// <summary>What stands under <c>stable:</c> and <c>urgent:</c>, in this order.</summary>
    public static ValueList<T> ByCategory<T>(this Part part, Func<MedicalCategory, Part, T> read)
    {
        if (!part.IsPresent)
        {
            return [];
        }

        var map = part.Map();
        var found = new List<T>();
        foreach (var (name, category) in Categories)
        {
            if (map[name] is { IsPresent: true } value)
            {
                found.Add(read(category, value));
            }
        }

        map.Done();
        return ValueList.From(found);
    }

    /// <summary>Notes a figure about the world that nobody vouches for.</summary>
    public static void NeedSource(Part part, string source)
    {
        if (source.Length == 0)
        {
            part.Wrong(
                $"'{part.Name}' has no source.",
                "Add 'source: …' to it or to the part around it; "
                + "an invented figure says 'source: assumed, because …'.");
        }
    }

    /// <summary>A whole number as text, the same in every culture.</summary>
    public static string Text(this int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IsoDayOfWeek DayOf(Part part, string name)
    {
        foreach (var (known, day) in DayNames)
        {
            if (known == name)
            {
                return day;
            }
        }

        part.Wrong($"'{name}' is no day of the week.", Nearest.Cure(name, DayNames.Select(pair => pair.Name)));
        return IsoDayOfWeek.Monday;
    }
}
