using NodaTime;
using Poczekalnia.Actors;
using Scheduling.Domain;

namespace Poczekalnia.Reporting;

/// <summary>How one wish for a first visit went.</summary>
public sealed class Journey(PatientId patient, Instant since, MedicalCategory category)
{
    public PatientId Patient { get; } = patient;

    /// <summary>From when the wait counts.</summary>
    public Instant Since { get; } = since;

    public MedicalCategory Category { get; } = category;

    /// <summary>Who it is, once the run is over.</summary>
    public Person? Person { get; set; }

    /// <summary>When the first date was fixed.</summary>
    public Instant? DatedAt { get; set; }

    /// <summary>The date fixed last.</summary>
    public LocalDateTime? Start { get; set; }

    /// <summary>Where that is.</summary>
    public PlaceId? Place { get; set; }

    /// <summary>Whether the visit took place.</summary>
    public bool Seen { get; set; }

    /// <summary>Whether the wish ended without a visit.</summary>
    public bool GivenUp { get; set; }

    /// <summary>Days from the report to the date, by the calendar; nothing while there is no date.</summary>
    public int? WaitDays =>
        Start is { } start ? Period.DaysBetween(WarsawTime.DateOf(Since), start.Date) : null;
}
