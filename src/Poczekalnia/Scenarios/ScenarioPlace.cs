using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios;

/// <summary>A service place with its schedule and the queue that stands before it.</summary>
public sealed record ScenarioPlace
{
    /// <summary>
    /// Its name in the scenario, such as <c>121-100010-032</c>; the place's identity is derived from it.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>The fund's code of the provider, or the key where there is none.</summary>
    public required string ProviderCode { get; init; }

    /// <summary>The gmina.</summary>
    public required TerytCode Area { get; init; }

    public required GeoPoint Location { get; init; }

    /// <summary>How exact the location is.</summary>
    public LocationKind LocationIs { get; init; }

    /// <summary>
    /// What it offers: scopes of the scenario, at least one; schedule, queue and arrivals are of the first.
    /// </summary>
    public required ValueList<ScopeCode> Scopes { get; init; }

    /// <summary>Its time; nothing for a place that only steps use.</summary>
    public ScenarioSchedule? Schedule { get; init; }

    /// <summary>Who waits when the run begins, by category.</summary>
    public ValueList<QueueAtStart> Queue { get; init; } = [];

    /// <summary>Who comes during the run and would queue here today, by category.</summary>
    public ValueList<Arrival> Arrivals { get; init; } = [];

    /// <summary>
    /// What today's separate queue was published to be like, by category: targets of the calibration.
    /// </summary>
    public ValueList<PublishedWait> Published { get; init; } = [];

    /// <summary>Local time of its activation; nothing: active when the run begins.</summary>
    public LocalDateTime? ActivatedAt { get; init; }

    /// <summary>False for a place that stays inactive until a step activates it.</summary>
    public bool Activated { get; init; } = true;

    /// <summary>False for a place that a step registers.</summary>
    public bool Registered { get; init; } = true;
}

/// <summary>How exact a place's location is.</summary>
public enum LocationKind
{
    /// <summary>Published for the place.</summary>
    Published,

    /// <summary>The centre of its town.</summary>
    Town,

    /// <summary>The seat of its powiat.</summary>
    PowiatSeat,

    /// <summary>The seat of its voivodeship.</summary>
    VoivodeshipSeat,
}

/// <summary>What a place publishes.</summary>
public sealed record ScenarioSchedule
{
    /// <summary>Slots for first visits; spread with <see cref="Spread"/> over the place's working days.</summary>
    public Figure<Rate> FirstTime { get; init; }

    /// <summary>Slots for continuing visits; the run fills them from its own fulfilled first visits.</summary>
    public Figure<Rate> Continuing { get; init; }

    /// <summary>The share of first visits among all, where it is known or assumed; for reports.</summary>
    public Figure<Share>? FirstTimeShare { get; init; }

    /// <summary>Minutes of one slot.</summary>
    public int SlotMinutes { get; init; } = 15;

    /// <summary>Local time of the first slot of a day.</summary>
    public LocalTime Opens { get; init; } = new(8, 0);

    /// <summary>Local time by which the last slot ends. More slots than fit side by side start together.</summary>
    public LocalTime Closes { get; init; } = new(18, 0);

    /// <summary>Days on which the place works; statutory holidays never are.</summary>
    public DaySet Weekdays { get; init; } = DaySet.Weekdays;

    /// <summary>
    /// Whom the slots take, each range with the weight of its slots; empty: every slot takes everybody.
    /// </summary>
    public ValueList<Weighted<AgeRange>> Ages { get; init; } = [];

    /// <summary>The share of slots that are remote.</summary>
    public Figure<Share> Remote { get; init; }

    /// <summary>The practitioners among whom the slots go round; empty: none is named.</summary>
    public ValueList<PractitionerId> Practitioners { get; init; } = [];

    /// <summary>Days ahead of the local day that are published: at least three calendar
    /// months by law (Dz.U. 2025 poz. 1871
    /// § 3), from the first of the month after next.</summary>
    public int PublishedAheadDays { get; init; } = 124;

    /// <summary>
    /// Days from the first of the run, that one included, whose slots are already given to the head of the opening
    /// queue: dates made before the place joined become dates of the central registration (art. 23g(2)). 0: everybody
    /// waits.
    /// </summary>
    public int DatesHeldDays { get; init; }
}

/// <summary>Those of one category who wait when the run begins.</summary>
/// <param name="ReportedOverDays">
/// Their reports lie evenly over so many days before the start. In a queue served in order, W days of wait mean just
/// this: the one served next reported W days ago.
/// </param>
/// <param name="OutOfTurn">The share that declares an entitlement.</param>
/// <param name="FastTrack">The share that holds a card.</param>
public sealed record QueueAtStart(
    MedicalCategory Category, Figure<int> Waiting, Figure<int> ReportedOverDays, Share OutOfTurn, Share FastTrack);

/// <summary>Those of one category who come during the run.</summary>
public sealed record Arrival(MedicalCategory Category, Figure<Rate> Rate);

/// <summary>What was published about one category of today's separate queue.</summary>
/// <param name="Served">Persons served in the month of the data.</param>
/// <param name="MeanWaitDays">Mean real wait of those served, in days; nothing where there is no data.</param>
public sealed record PublishedWait(
    MedicalCategory Category, int? Served, int? MeanWaitDays, PublishedForecast Forecast);

/// <summary>
/// The forecast wait as published (pl. <i>prognozowany czas oczekiwania</i>, <i>PCUŚ</i>). <i>No data</i>,
/// <i>not applicable</i> and <i>0 days</i> are three different answers.
/// </summary>
public abstract record PublishedForecast
{
    private PublishedForecast()
    {
    }

    /// <summary>So many days, 0 included; a month counts 30, a week 7.</summary>
    public sealed record In(int Days) : PublishedForecast;

    /// <summary>The place has no forecast to give, and says so.</summary>
    public sealed record NotApplicable : PublishedForecast;

    /// <summary>Nothing was published.</summary>
    public sealed record NoData : PublishedForecast;
}
