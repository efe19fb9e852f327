namespace Poczekalnia.Scenarios;

/// <summary>A figure of a scenario and where it comes from.</summary>
/// <param name="Source">A publication, a file of the project, or <c>assumed</c> with the reason; never empty for
/// figures about the world.</param>
public readonly record struct Figure<T>(T Value, string Source)
{
    public static implicit operator T(Figure<T> figure) => figure.Value;

    public override string ToString() => $"{Value} ({Source})";
}

/// <summary>One choice of several and how often it is taken, relative to its neighbours.</summary>
/// <param name="Weight">More than 0; shares come as parts per million, other weights as they are written.</param>
public readonly record struct Weighted<T>(T Value, int Weight);

/// <summary>
/// A share or a probability in parts per million, whole so that every machine draws the same: compare it with a
/// number drawn below <see cref="Whole"/>.
/// </summary>
/// <param name="PartsPerMillion">0 to 1 000 000.</param>
public readonly record struct Share(int PartsPerMillion) : IComparable<Share>
{
    public const int Whole = 1_000_000;

    public static Share None => default;

    public static Share All => new(Whole);

    /// <summary>Whole items of a count that this share makes, rounded down.</summary>
    public int Of(int count) => (int)((long)count * PartsPerMillion / Whole);

    public int CompareTo(Share other) => PartsPerMillion.CompareTo(other.PartsPerMillion);

    public override string ToString() =>
        (PartsPerMillion / 10_000m).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) + "%";
}

/// <summary>The unit of time a rate is counted by.</summary>
public enum RatePer
{
    /// <summary>Every day of the calendar.</summary>
    Day,

    /// <summary>Every day on which the place works.</summary>
    WorkingDay,

    /// <summary>Seven days, Monday first.</summary>
    Week,

    /// <summary>A month of the calendar, whatever its length.</summary>
    Month,

    /// <summary>A year of the calendar.</summary>
    Year,
}

/// <summary>So many of something per unit of time, such as <c>392/month</c>.</summary>
/// <param name="Thousandths">Thousandths of one, 0 or more, so that <c>2.5/day</c> is a whole number too.</param>
public readonly record struct Rate(long Thousandths, RatePer Per)
{
    public static Rate None => default;

    public bool IsNone => Thousandths == 0;

    public override string ToString() =>
        (Thousandths / 1000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + Unit(Per);

    private static string Unit(RatePer per) =>
        per switch
        {
            RatePer.Day => "/day",
            RatePer.WorkingDay => "/working day",
            RatePer.Week => "/week",
            RatePer.Month => "/month",
            RatePer.Year => "/year",
        };
}
