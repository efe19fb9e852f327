using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Actors;

/// <summary>One patient of a run, drawn once: the same in every run of the same seed, whatever the rules.</summary>
public sealed class Person
{
    public required PatientId Id { get; init; }

    /// <summary>Names the person's own source of chance.</summary>
    public required string Name { get; init; }

    /// <summary>Where the person queues, or would queue today.</summary>
    public required PlaceOnMap Home { get; init; }

    public required MedicalCategory Category { get; init; }

    public required AgeRange Ages { get; init; }

    public required ValueList<ContactKind> Contacts { get; init; }

    public required Actor Actor { get; init; }

    public required ReferralId Referral { get; init; }

    public bool OnPaper { get; init; }

    public FastTrackCard? Card { get; init; }

    public Entitlement? Entitlement { get; init; }

    public bool ConsentsToWait { get; init; }

    /// <summary>What the person will accept now.</summary>
    public required Criteria Criteria { get; set; }

    /// <summary>The entry of the person, once there is one.</summary>
    public EntryId? Entry { get; set; }

    /// <summary>Requests made so far: names the next one.</summary>
    public int Requests { get; set; }

    /// <summary>First visits booked so far: each has chances of its own.</summary>
    public int Bookings { get; set; }

    /// <summary>Stretches of thirty days of waiting that were planned.</summary>
    public int WaitingRounds { get; set; }

    /// <summary>Until when it is decided what happens while the person waits.</summary>
    public NodaTime.Instant PlannedUntil { get; set; } = NodaTime.Instant.MinValue;

    public ScopeCode Scope => Home.Place.Scopes[0];

    public ReportId Report => ReportId.Of(Id, Scope);

    /// <summary>A source of chance for one matter of this person.</summary>
    public Prng Chance(ulong seed, string matter) => Prng.Of(seed, Name, matter);
}
