using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>
/// What the fund's interface does not tell and a scenario needs: who the patients are and what they do. Every figure
/// names its source in the text itself; the assumed ones say so.
/// </summary>
internal static class NfzAssumptions
{
    private static readonly (AgeRange Ages, int PerMille)[] People =
    [
        (new(0, 3), 31), (new(4, 9), 58), (new(10, 15), 63), (new(16, 18), 30), (AgeRange.Adult, 818),
    ];

    /// <summary>How many of a thousand people have these ages: Poland about 2024, rounded.</summary>
    public static int PeopleOf(AgeRange ages) =>
        People.Where(people => ages.Contains(people.Ages)).Sum(people => people.PerMille);

    /// <summary>The parts of the scenario that are the same for every import.</summary>
    public static string Text => """

        schedule:
          slot: 15min
          hours: 08:00-18:00
          weekdays: mon-fri
          publishedAhead: 124d
          firstTimeShare:
            value: 15%
            source: "assumed: the least share of first visits the fund asked of cardiology in 2025; not simulated"

        patients:
          source: "assumed: nobody publishes what patients accept"
          ages:
            source: "population of Poland about 2024, per mille, rounded"
            0-3: 31
            4-9: 58
            10-15: 63
            16-18: 30
            19+: 818
          willGoTo:
            own place: 25%
            own powiat: 25%
            within 15km: 15%
            within 30km: 20%
            own voivodeship: 15%
          restrictions:
            weekdays: 10%
            hours: 12%
            dates: 6%
            fromWithin: 30d
            notice: 15%
            noticeDays: { 3d: 1, 7d: 2, 14d: 1 }
          consentToWait: 95%
          comeBackAfter: 7d
          contacts: { mobile: 45%, mobile+email: 35%, mobile+email+push: 14%, landline: 6% }
          channels: { ikp: 25%, moje-ikp: 15%, place: 60% }
          thirdPerson: 5%
          entitled: 2%
          fastTrack: 0%
          paperReferral: 3%
          arrivalWeekdays: { mon: 26, tue: 21, wed: 20, thu: 18, fri: 15 }
          arrivalHours: 07:00-20:00

        behaviour:
          source: "assumed"
          cancelledOrMoved:
            value: 11.8%
            source: "central registration, January 2026: 50 091 of 424 232 bookings (gazetaprawna.pl, 6.02.2026)"
          moved: 40%
          cancelledBySms: 25%
          missed:
            value: 4.77%
            source: "outpatient care, January to November 2025: deputy minister's answer quoted by fakt.pl"
          notPatientsFault: 10%
          undetermined: 10%
          settledAfter: 3d
          reinstated: 3%
          criteriaChangedPer30Days: 4%
          categoryChangedPer30Days: 1%
          withdrawnPer30Days: 3%
          referralEndedPer30Days: 1%
          cancelledByPlace: 1%
          slotWithdrawnByPlace: 100%
          suspendedPer30Days: 0%
          continued: 0%

        figures:
          violations: 0

        """;
}
