using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>The places, times and people of the stories, which begin on Monday, 7 September 2026, at ten.</summary>
public static class Cast
{
    public static Instant Start { get; } = Warsaw(2026, 9, 7, 10, 0);

    /// <summary>The last day of the window of a specialist scope when the stories begin.</summary>
    public static LocalDate WindowEnd { get; } = new(2026, 10, 17);

    public static ScopeCode Cardiology { get; } = ScopeCode.Parse("02.1100.001.02");

    public static ScopeCode Screening { get; } = ScopeCode.Parse("02.1450.101.02");

    public static ScopeCode Orthopaedics { get; } = ScopeCode.Parse("02.1580.001.02");

    public static PlaceId Near { get; } = new(Ids.Derive("test-place", "near"));

    public static PlaceId Far { get; } = new(Ids.Derive("test-place", "far"));

    public static PlaceId Nowhere { get; } = new(Ids.Derive("test-place", "nowhere"));

    /// <summary>In Silesia.</summary>
    public static RegisterPlace RegisterNear { get; } = new(
        Near, "P-1", TerytCode.Parse("2469011"), new GeoPoint(5_026_000, 1_902_000), [Cardiology, Screening]);

    /// <summary>In Lesser Poland, some seventy kilometres away.</summary>
    public static RegisterPlace RegisterFar { get; } = new(
        Far, "P-2", TerytCode.Parse("1261011"), new GeoPoint(5_006_000, 1_994_000), [Cardiology, Screening]);

    /// <summary>A first visit two weeks ahead.</summary>
    public static Term Monday { get; } = new("monday", Near, new LocalDateTime(2026, 9, 21, 9, 0));

    /// <summary>A day later.</summary>
    public static Term Tuesday { get; } = new("tuesday", Near, new LocalDateTime(2026, 9, 22, 9, 0));

    /// <summary>At the other place, a day later again.</summary>
    public static Term Elsewhere { get; } = new("elsewhere", Far, new LocalDateTime(2026, 9, 23, 9, 0));

    /// <summary>On the day on which the stories begin, in the afternoon.</summary>
    public static Term Today { get; } = new("today", Near, new LocalDateTime(2026, 9, 7, 15, 0));

    /// <summary>On the day after the last of the window.</summary>
    public static Term Beyond { get; } = new("beyond", Near, WindowEnd.PlusDays(1).At(new LocalTime(9, 0)));

    /// <summary>A further visit of a treatment, far beyond the window.</summary>
    public static Term Control { get; } = new("control", Near, new LocalDateTime(2027, 3, 1, 9, 0))
    {
        Kind = SlotKind.Continuing,
    };

    /// <summary>A screening examination.</summary>
    public static Term Smear { get; } = new("smear", Near, new LocalDateTime(2026, 11, 2, 9, 0)) { Scope = Screening };

    public static Actor ByIkp { get; } = Actor.PatientBy(Channel.Ikp);

    public static Actor BySms { get; } = Actor.PatientBy(Channel.Sms);

    public static Actor ByVoice { get; } = Actor.PatientBy(Channel.Voice);

    /// <summary>Somebody who may ask for this: the engine, but only a patient can have a patient's wish.</summary>
    public static Actor WhoMay(IOperation operation) => operation is CancelByPatient ? ByIkp : Actor.System;

    public static Actor NearStaff { get; } = Actor.StaffOf(Near);

    public static Actor FarStaff { get; } = Actor.StaffOf(Far);

    public static Actor NearAdministrator { get; } = Actor.AdministratorOf(Near);

    public static Somebody Anna { get; } = new("anna", 1);

    public static Somebody Piotr { get; } = new("piotr", 2);

    /// <summary>Somebody with a right to be served out of turn.</summary>
    public static Somebody Entitled { get; } =
        new("entitled", 3) { Entitlement = new Entitlement("art. 47c(1)(1)") };

    public static Instant Warsaw(int year, int month, int day, int hour, int minute) =>
        WarsawTime.ToInstant(new LocalDateTime(year, month, day, hour, minute));

    public static StreamId WindowOf(ScopeCode scope) => StreamId.WindowOf(scope);

    /// <summary>The entry that a return makes for a patient who had none.</summary>
    public static EntryId EntryAfter(AppointmentId visit) => new(Ids.Derive("returned-entry", visit.ToString()));

    /// <summary>An event of a stream.</summary>
    public static PlannedEvent On(StreamId stream, DomainEvent happened) => new(stream, happened);
}

/// <summary>A time that a place offers.</summary>
public sealed record Term(string Name, PlaceId Place, LocalDateTime StartAt)
{
    public SlotKind Kind { get; init; } = SlotKind.FirstTime;

    public ScopeCode Scope { get; init; } = Cast.Cardiology;

    public VisitMode Mode { get; init; } = VisitMode.InPerson;

    public AgeRange? Ages { get; init; }

    public SlotId Id => new(Ids.Derive("test-slot", Name));

    public SlotOffer Offer => new(Scope, Kind, Mode, StartAt, 20, null, Ages);

    public PublishSlot Publish => new(Id, Place, Offer);

    public static implicit operator StreamId(Term term) => term.Id;

    /// <summary>What publishing records.</summary>
    public SlotEvent.SlotPublished PublishedAt(Instant at) =>
        new(Place, Scope, Kind, Mode, StartAt, 20, null, Ages, at);
}
