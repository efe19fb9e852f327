using NodaTime;
using Scheduling.Domain.Forecasts;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Forecasts;

/// <summary>
/// The forecast is what the list would come to if nothing happened any more (Dz.U. 2026 poz. 874 § 2).
/// </summary>
public sealed class WaitForecastTests
{
    private static readonly LocalDate Today = new(2026, 9, 7);
    private static readonly PlaceRecord Near = Place("near", "2469011");
    private static readonly PlaceRecord Far = Place("far", "1261011");

    private static readonly WaitingRecord Anna = Waits("anna", AllocationClass.Stable, 1);
    private static readonly WaitingRecord Bela = Waits("bela", AllocationClass.Stable, 2);
    private static readonly WaitingRecord Urgent = Waits("urgent", AllocationClass.Urgent, 3);

    private static readonly SlotRecord[] Slots = [Slot(Near, 100), Slot(Near, 10), Slot(Far, 50)];

    [Fact]
    public void The_first_on_the_list_is_told_the_earliest_time_published() =>
        DaysFor(Anna, [Bela, Anna]).Should().Be(10);

    [Fact]
    public void Who_comes_later_is_told_what_those_before_leave() =>
        DaysFor(Bela, [Bela, Anna]).Should().Be(50);

    [Fact]
    public void The_class_goes_before_the_time_of_the_report() =>
        DaysFor(Bela, [Bela, Anna, Urgent]).Should().Be(100);

    [Fact]
    public void Criteria_count_and_so_do_those_of_everybody_before()
    {
        var wishes = new Criteria(PlaceCriterion.At(Far.Place));

        DaysFor(Anna with { Criteria = wishes }, [Anna with { Criteria = wishes }, Bela]).Should().Be(50);
        DaysFor(Bela, [Anna with { Criteria = wishes }, Bela]).Should().Be(10);
    }

    [Fact]
    public void A_slot_that_was_left_does_not_come_back() =>
        DaysFor(Anna with { LeftSlots = [Slots[1].Slot] }, [Anna with { LeftSlots = [Slots[1].Slot] }])
            .Should().Be(50);

    [Fact]
    public void What_is_too_close_for_the_list_is_no_forecast() =>
        WaitForecast.DaysFor(Anna.Entry, [Anna], [Slot(Near, 1), Slot(Near, 2)], Today, 2).Should().Be(2);

    [Fact]
    public void Where_no_time_is_left_nobody_can_say() =>
        DaysFor(Bela, [Anna, Bela, Urgent, Waits("another", AllocationClass.FastTrack, 4)]).Should().BeNull();

    [Fact]
    public void Who_does_not_wait_has_no_forecast() => DaysFor(Anna, [Bela]).Should().BeNull();

    [Fact]
    public void Fewer_criteria_never_make_ones_own_wait_longer()
    {
        foreach (var wish in (Criteria[])[new(PlaceCriterion.At(Far.Place)), new(From: Today.PlusDays(60))])
        {
            var choosy = Bela with { Criteria = wish };

            DaysFor(Bela, [Anna, Bela]).Should().BeLessThanOrEqualTo(DaysFor(choosy, [Anna, choosy])!.Value);
        }
    }

    private static int? DaysFor(WaitingRecord who, WaitingRecord[] waiting) =>
        WaitForecast.DaysFor(who.Entry, waiting, Slots, Today, 2);

    private static WaitingRecord Waits(string name, AllocationClass allocation, long number) =>
        new(
            new EntryId(Ids.Derive("test-entry", name)),
            new OrderKey(allocation, WarsawTime.StartOfDay(Today), number), Criteria.None, new AgeRange(40, 44), []);

    private static PlaceRecord Place(string name, string area) =>
        new(new PlaceId(Ids.Derive("test-place", name)), TerytCode.Parse(area), new GeoPoint(5_026_000, 1_902_000));

    private static SlotRecord Slot(PlaceRecord place, int inDays) =>
        new(
            new SlotId(Ids.Derive("test-slot", place.Place.ToString(), $"{inDays}")), place, VisitMode.InPerson,
            Today.PlusDays(inDays).At(new LocalTime(9, 0)), null, null);
}
