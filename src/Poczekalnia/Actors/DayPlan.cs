using NodaTime;
using Poczekalnia.Scenarios;
using Scheduling.Domain;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Actors;

/// <summary>Lays the slots of one day of a place over its opening hours. It draws nothing by chance.</summary>
public static class DayPlan
{
    /// <summary>One slot of a day and its number in it.</summary>
    public readonly record struct Numbered(int Number, SlotOffer Offer);

    /// <summary>The first-time slots of a day, then the continuing ones, each from the opening hour on.</summary>
    public static IEnumerable<Numbered> Of(
        ScenarioPlace place, ScenarioSchedule schedule, LocalDate date, int firstTime, int continuing)
    {
        for (var number = 0; number < firstTime + continuing; number++)
        {
            var kind = number < firstTime ? SlotKind.FirstTime : SlotKind.Continuing;
            yield return new Numbered(number, new SlotOffer(
                place.Scopes[0], kind, ModeOf(schedule, date, number), date.At(StartOf(schedule, number)),
                schedule.SlotMinutes, PractitionerOf(schedule, date, number), AgesOf(schedule, date, number)));
        }
    }

    // More slots than fit one after the other start side by side: the place has another room.
    private static LocalTime StartOf(ScenarioSchedule schedule, int number)
    {
        var minutes = (int)Period.Between(schedule.Opens, schedule.Closes, PeriodUnits.Minutes).Minutes;
        var fit = Math.Max(1, minutes / schedule.SlotMinutes);
        return schedule.Opens.PlusMinutes(number % fit * schedule.SlotMinutes);
    }

    // The share is kept over a run of numbers that goes on from day to day.
    private static VisitMode ModeOf(ScenarioSchedule schedule, LocalDate date, int number)
    {
        var share = schedule.Remote.Value.PartsPerMillion;
        var at = ((long)date.DayOfYear * 7) + number;
        return (at + 1) * share / Share.Whole > at * share / Share.Whole ? VisitMode.Remote : VisitMode.InPerson;
    }

    private static PractitionerId? PractitionerOf(ScenarioSchedule schedule, LocalDate date, int number) =>
        schedule.Practitioners.Count == 0 ? null
        : schedule.Practitioners[(date.DayOfYear + number) % schedule.Practitioners.Count];

    private static AgeRange? AgesOf(ScenarioSchedule schedule, LocalDate date, int number)
    {
        if (schedule.Ages.Count == 0)
        {
            return null;
        }

        var at = (date.DayOfYear + number) % schedule.Ages.Sum(ages => ages.Weight);
        foreach (var ages in schedule.Ages)
        {
            at -= ages.Weight;
            if (at < 0)
            {
                return ages.Value;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }
}
