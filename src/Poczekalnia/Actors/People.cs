using System.Globalization;
using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Reports;

namespace Poczekalnia.Actors;

/// <summary>
/// Draws people. Everything about a person comes from a source of chance of the person's own name, so that the same
/// person comes in every run of a seed.
/// </summary>
/// <param name="separate">
/// Whether everybody goes only to the place of their queue, as today. The draws are the same either way.
/// </param>
public sealed class People(Scenario scenario, ulong seed, Geography geography, bool separate)
{
    private static readonly string[] LegalBases =
        ["art. 47c(1)(1)", "art. 47c(1)(2)", "art. 47c(1)(7)", "art. 47c(1)(12)"];

    /// <param name="name">Unique in the run.</param>
    /// <param name="on">The local day from which wishes about dates count.</param>
    /// <param name="entitled">The share that declares an entitlement.</param>
    /// <param name="fastTrack">The share that holds a card.</param>
    public Person Draw(
        string name, PlaceOnMap home, MedicalCategory category, LocalDate on, Share entitled, Share fastTrack)
    {
        var mix = scenario.Patients;
        var chance = Prng.Of(seed, name, "person");
        var ages = AgesAt(home, chance);
        var choice = chance.Of(mix.Places);
        var contacts = chance.Of(mix.Contacts);
        var channel = chance.Of(mix.Channels);
        var third = chance.Hits(mix.ThirdPerson);
        var paper = chance.Hits(mix.PaperReferral);
        var isEntitled = chance.Hits(entitled);
        var basis = LegalBases[chance.Below(LegalBases.Length)];
        var card = chance.Hits(fastTrack);
        var consents = chance.Hits(mix.ConsentToWait);
        var criteria = Restrict(chance, on) with
        {
            Place = separate ? PlaceCriterion.At(home.Id) : geography.Criterion(choice, home),
        };
        var id = new PatientId(Ids.Derive("scenario-patient", scenario.Name, $"{seed}", name));
        return new Person
        {
            Id = id,
            Name = name,
            Home = home,
            Category = category,
            Ages = ages,
            Contacts = contacts,
            Actor = ActorOf(paper ? Channel.Place : Usable(channel, contacts), third, home.Id),
            Referral = new ReferralId(Ids.Derive("scenario-referral", id.ToString())),
            OnPaper = paper,
            Card = card ? FastTrackCard.Oncology : null,
            Entitlement = isEntitled ? new Entitlement(basis) : null,
            ConsentsToWait = consents,
            Criteria = criteria,
        };
    }

    /// <summary>Another wish of a person, drawn anew: what a change of criteria asks for.</summary>
    public Criteria OtherCriteria(Person person, int change, LocalDate on)
    {
        var chance = Prng.Of(seed, person.Name, "criteria", change.ToString(CultureInfo.InvariantCulture));
        var choice = chance.Of(scenario.Patients.Places);
        return Restrict(chance, on) with
        {
            Place = separate ? PlaceCriterion.At(person.Home.Id) : geography.Criterion(choice, person.Home),
        };
    }

    // Only ages that the place of the queue takes: a child does not queue where adults are seen.
    private AgeRange AgesAt(PlaceOnMap home, Prng chance)
    {
        var drawn = chance.Of(scenario.Patients.Ages);
        if (home.Place.Schedule is not { Ages.Count: > 0 } schedule
            || schedule.Ages.Any(taken => taken.Value.Contains(drawn)))
        {
            return drawn;
        }

        return chance.Of(schedule.Ages);
    }

    // The voice assistant is for those who have a landline only, and from a date on; others use the web.
    private static Channel Usable(Channel channel, ValueList<ContactKind> contacts) =>
        channel == Channel.Voice && !Contacts.IsLandlineOnly(contacts) ? Channel.Ikp : channel;

    private static Actor ActorOf(Channel channel, bool third, PlaceId home) =>
        new(third ? ActorRole.ThirdPerson : ActorRole.Patient, channel, channel == Channel.Place ? home : null);

    private Criteria Restrict(Prng chance, LocalDate on)
    {
        var wishes = scenario.Patients.Restrictions;
        var (weekdays, hours, dates) =
            (chance.Hits(wishes.Weekdays), chance.Hits(wishes.Hours), chance.Hits(wishes.Dates));
        var (mode, notice) = (chance.Hits(wishes.Mode), chance.Hits(wishes.Notice));
        var days = SomeDays(chance);
        var morning = chance.Below(2) == 0;
        var fromIn = chance.Between(1, Math.Max(1, wishes.FromWithinDays));
        var noticeDays = chance.Of(wishes.NoticeDays);
        return new Criteria(
            From: dates ? on.PlusDays(fromIn) : null,
            Days: weekdays ? days : null,
            Hours: hours ? morning ? HourSet.Between(0, 12) : HourSet.Between(12, 24) : null,
            Mode: mode ? VisitMode.InPerson : null,
            MinimumNoticeDays: notice ? noticeDays : null);
    }

    // Two or three of the five.
    private static DaySet SomeDays(Prng chance)
    {
        var mask = 0;
        for (var left = chance.Between(2, 3); left > 0;)
        {
            var day = 1 << chance.Below(5);
            left -= (mask & day) == 0 ? 1 : 0;
            mask |= day;
        }

        return new DaySet(mask);
    }
}
