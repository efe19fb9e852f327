namespace Scheduling.Domain;

/// <summary>Every bound of the engine, each with its reason. Rules of the law are policy and not here.</summary>
public static class Limits
{
    /// <summary>
    /// A day plan is one append: a room that is used every five minutes for sixteen hours gives 192 slots.
    /// </summary>
    public const int SlotsPerPlan = 200;

    /// <summary>Appends that lose a race are decided again this often; then the caller is told to come back.</summary>
    public const int DecideAttempts = 8;

    /// <summary>
    /// Decisions of the matcher in one append: small enough for a commit that blocks nobody for long.
    /// </summary>
    public const int ProposalsPerGroup = 4_000;

    /// <summary>Members that a process takes in hand at a time.</summary>
    public const int ProcessPage = 200;

    /// <summary>A due item that fails this often is parked with its reason, and the rest goes on.</summary>
    public const int DueAttempts = 5;

    /// <summary>As many areas as Poland has voivodeships.</summary>
    public const int AreasPerCriterion = 16;

    /// <summary>More named places than anybody lists by hand.</summary>
    public const int PlacesPerCriterion = 32;

    /// <summary>From Świnoujście to Ustrzyki Górne is less than 800 km.</summary>
    public const int RadiusKmMax = 800;

    /// <summary>Free text of a reason, in characters: a sentence, not a story.</summary>
    public const int ReasonLength = 500;

    /// <summary>Appointment length in minutes: a whole day.</summary>
    public const int SlotMinutesMax = 24 * 60;
}
