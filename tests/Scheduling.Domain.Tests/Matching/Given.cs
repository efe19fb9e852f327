using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// Plain records for examples: 1 June 2026 is a Monday, the window reaches to 11 July, the lead time is two days.
/// </summary>
internal static class Given
{
    public static readonly LocalDate Today = new(2026, 6, 1);
    public static readonly MatchDay Day = new(Today, Today.PlusDays(40), 2);
    public static readonly PlaceRecord Katowice = Place(1, "2469011", 5_025_900, 1_902_200);
    public static readonly PlaceRecord Bielsko = Place(2, "2461011", 4_982_200, 1_904_500);

    public static PlaceRecord Place(int number, string teryt, int latitudeE5, int longitudeE5) =>
        new(new PlaceId(Id(1, number)), TerytCode.Parse(teryt), new GeoPoint(latitudeE5, longitudeE5));

    public static WaitingRecord Entry(
        int number,
        Criteria? criteria = null,
        AllocationClass @class = AllocationClass.Stable,
        AgeRange? ages = null) =>
        new(
            new EntryId(Id(2, number)),
            new OrderKey(@class, Instant.FromUtc(2026, 1, 1, 12, 0), number),
            criteria ?? Criteria.None,
            ages ?? AgeRange.Adult,
            []);

    public static SlotRecord Slot(int number, int inDays = 10, PlaceRecord? place = null, int hour = 10) =>
        new(
            new SlotId(Id(3, number)),
            place ?? Katowice,
            VisitMode.InPerson,
            Today.PlusDays(inDays).At(new LocalTime(hour, 0)),
            null,
            null);

    private static Guid Id(int kind, int number) => new(kind, 0, (short)number, 0, 0, 0, 0, 0, 0, 0, 0);
}
