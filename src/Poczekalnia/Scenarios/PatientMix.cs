using Scheduling.Domain;

namespace Poczekalnia.Scenarios;

/// <summary>Who the patients are and what they will accept. All weights are relative to their neighbours.</summary>
public sealed record PatientMix
{
    /// <summary>Age bands; at a place only those that its slots take are drawn.</summary>
    public ValueList<Weighted<AgeRange>> Ages { get; init; } = [new(AgeRange.Adult, 1)];

    /// <summary>Where they would go.</summary>
    public ValueList<Weighted<PlaceChoice>> Places { get; init; } = [new(new PlaceChoice.OwnPlace(), 1)];

    /// <summary>Further restrictions, each drawn by itself.</summary>
    public Restrictions Restrictions { get; init; } = new();

    /// <summary>
    /// The share that agrees to wait when nothing fits; the others come back after <see cref="ComeBackDays"/>.
    /// </summary>
    public Figure<Share> ConsentToWait { get; init; } = new(Share.All, "");

    /// <summary>Days after which those who did not agree to wait look again.</summary>
    public int ComeBackDays { get; init; } = 7;

    /// <summary>What contact they leave.</summary>
    public ValueList<Weighted<ValueList<ContactKind>>> Contacts { get; init; } = [new([ContactKind.Mobile], 1)];

    /// <summary>By which channel they act: IKP, mojeIKP, place or voice.</summary>
    public ValueList<Weighted<Channel>> Channels { get; init; } = [new(Channel.Ikp, 1)];

    /// <summary>The share for whom a third person acts.</summary>
    public Figure<Share> ThirdPerson { get; init; }

    /// <summary>The share of arrivals that declare an entitlement and are booked out of turn by a place.</summary>
    public Figure<Share> Entitled { get; init; }

    /// <summary>The share of arrivals that hold an oncology or cardiology card.</summary>
    public Figure<Share> FastTrack { get; init; }

    /// <summary>The share whose referral is on paper: everything goes through a place.</summary>
    public Figure<Share> PaperReferral { get; init; }

    /// <summary>Weights of Monday to Sunday for arrivals.</summary>
    public ValueList<int> ArrivalWeekdays { get; init; } = [1, 1, 1, 1, 1, 0, 0];

    /// <summary>Hours of the local day in which arrivals lie evenly.</summary>
    public HourSet ArrivalHours { get; init; } = HourSet.Between(7, 20);
}

/// <summary>Where a patient would go.</summary>
public abstract record PlaceChoice
{
    private PlaceChoice()
    {
    }

    /// <summary>Only the place of their queue.</summary>
    public sealed record OwnPlace : PlaceChoice;

    /// <summary>The place of their queue and the nearest others, so many together.</summary>
    public sealed record NearestPlaces(int Count) : PlaceChoice;

    /// <summary>The gmina of their place.</summary>
    public sealed record OwnGmina : PlaceChoice;

    /// <summary>
    /// The powiat of their place and the nearest other powiaty that have places, so many together; 1 is the own.
    /// </summary>
    public sealed record Powiaty(int Count) : PlaceChoice;

    /// <summary>
    /// The voivodeship of their place and the nearest others that have places, so many together; 1 is the own.
    /// </summary>
    public sealed record Voivodeships(int Count) : PlaceChoice;

    /// <summary>Anywhere.</summary>
    public sealed record Country : PlaceChoice;

    /// <summary>Within so many kilometres of their place.</summary>
    public sealed record Radius(int Km) : PlaceChoice;
}

/// <summary>What patients demand beside the place; each share is drawn by itself.</summary>
public sealed record Restrictions
{
    /// <summary>The share that can come on some days of the week only, two or three of Monday to Friday.</summary>
    public Figure<Share> Weekdays { get; init; }

    /// <summary>The share that can come in the morning (before 12:00) or the afternoon only.</summary>
    public Figure<Share> Hours { get; init; }

    /// <summary>
    /// The share that can come only from a date on, within the next <see cref="FromWithinDays"/> days.
    /// </summary>
    public Figure<Share> Dates { get; init; }

    /// <summary>The latest first day, counted from the report.</summary>
    public int FromWithinDays { get; init; } = 30;

    /// <summary>The share that insists on a mode, in person.</summary>
    public Figure<Share> Mode { get; init; }

    /// <summary>The share that wants to be told so many days before.</summary>
    public Figure<Share> Notice { get; init; }

    /// <summary>The minimum notices wanted, in calendar days.</summary>
    public ValueList<Weighted<int>> NoticeDays { get; init; } = [new(7, 1)];
}
