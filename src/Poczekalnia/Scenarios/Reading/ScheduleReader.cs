using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads the schedule of a place; what is left out is as in the schedule around it.</summary>
internal static class ScheduleReader
{
    // Art. and period of publication: three full calendar months, five years (Dz.U. 2025 poz. 1871 § 3).
    private const int AheadDaysMax = 5 * 366;

    public static ScenarioSchedule Read(Part part, ScenarioSchedule otherwise)
    {
        if (!part.IsPresent)
        {
            return otherwise;
        }

        var map = part.Map();
        var (opens, closes) = map["hours"].IsPresent ? map["hours"].Hours() : (otherwise.Opens, otherwise.Closes);
        var schedule = otherwise with
        {
            FirstTime = map["firstTime"].FigureOr(Units.Rate, otherwise.FirstTime),
            Continuing = map["continuing"].FigureOr(Units.Rate, otherwise.Continuing),
            FirstTimeShare = map["firstTimeShare"].IsPresent
                ? map["firstTimeShare"].Figure(Units.Percent)
                : otherwise.FirstTimeShare,
            SlotMinutes = map["slot"].MinutesOr(otherwise.SlotMinutes),
            Opens = opens,
            Closes = closes,
            Weekdays = map["weekdays"].IsPresent ? map["weekdays"].Weekdays() : otherwise.Weekdays,
            Ages = map["ages"].IsPresent ? ReadAges(map["ages"]) : otherwise.Ages,
            Remote = map["remote"].FigureOr(Units.Percent, otherwise.Remote),
            Practitioners = map["practitioners"].IsPresent
                ? ValueList.From(map["practitioners"].Items().Select(item => new PractitionerId(item.Text())))
                : otherwise.Practitioners,
            PublishedAheadDays = map["publishedAhead"].DaysOr(otherwise.PublishedAheadDays),
            DatesHeldDays = map["datesHeld"].DaysOr(otherwise.DatesHeldDays),
        };
        map.Done();
        Check(map, schedule);
        return schedule;
    }

    // One range, or ranges with the weights of their slots.
    private static ValueList<Weighted<AgeRange>> ReadAges(Part part) =>
        part.IsMap
            ? part.Weights((value, key) => value.AgesOf(key), [])
            : [new Weighted<AgeRange>(part.Ages(), 1)];

    private static void Check(PartMap map, ScenarioSchedule schedule)
    {
        if (schedule.PublishedAheadDays > AheadDaysMax)
        {
            map["publishedAhead"].Wrong("No schedule is published more than five years ahead.", "Write such as 124d.");
        }
    }
}
