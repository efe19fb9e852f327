using NodaTime;
using Scheduling.Domain.Matching;
using static Scheduling.Domain.Tests.Matching.Given;

namespace Scheduling.Domain.Tests.Matching;

public sealed class EligibilityTests
{
    private static readonly SlotRecord Plain = Slot(1);

    [Fact]
    public void Whoever_asks_for_nothing_takes_anything() => Check(Criteria.None).Should().BeNull();

    [Theory]
    [InlineData("24", null)]
    [InlineData("2469", null)]
    [InlineData("2469011", null)]
    [InlineData("12", Misfit.Place)]
    [InlineData("2461", Misfit.Place)]
    [InlineData("2469021", Misfit.Place)]
    public void An_area_holds_what_lies_in_it(string area, Misfit? expected) =>
        Check(new Criteria(PlaceCriterion.In(TerytCode.Parse(area)))).Should().Be(expected);

    [Fact]
    public void One_of_several_areas_is_enough() =>
        Check(new Criteria(PlaceCriterion.In(TerytCode.Parse("12"), TerytCode.Parse("24")))).Should().BeNull();

    [Fact]
    public void A_place_named_is_that_place()
    {
        Check(new Criteria(PlaceCriterion.At(Bielsko.Place, Katowice.Place))).Should().BeNull();
        Check(new Criteria(PlaceCriterion.At(Bielsko.Place))).Should().Be(Misfit.Place);
    }

    [Theory]
    [InlineData(8_993, null)]
    [InlineData(8_994, Misfit.Place)]
    public void The_edge_of_a_circle_is_inside(int unitsToTheSouth, Misfit? expected)
    {
        var seat = Katowice.Location;
        var centre = seat with { LatitudeE5 = seat.LatitudeE5 - unitsToTheSouth };
        Check(new Criteria(PlaceCriterion.Within(centre, 10))).Should().Be(expected);
    }

    [Fact]
    public void A_wish_for_a_place_that_names_none_is_met_by_none() =>
        Check(new Criteria(new PlaceCriterion(null, null, null))).Should().Be(Misfit.Place);

    [Fact]
    public void A_practitioner_is_met_by_the_same_only()
    {
        var wish = new Criteria(Practitioner: new PractitionerId("A"));
        Check(wish).Should().Be(Misfit.Practitioner);
        Check(wish, Plain with { Practitioner = new PractitionerId("B") }).Should().Be(Misfit.Practitioner);
        Check(wish, Plain with { Practitioner = new PractitionerId("A") }).Should().BeNull();
    }

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(11, null, Misfit.FirstDay)]
    [InlineData(null, 9, Misfit.LastDay)]
    public void First_and_last_day_are_included(int? from, int? to, Misfit? expected) =>
        Check(new Criteria(From: In(from), To: In(to))).Should().Be(expected);

    [Fact]
    public void The_day_of_the_week_is_the_slots()
    {
        Check(new Criteria(Days: DaySet.Of(IsoDayOfWeek.Thursday))).Should().BeNull();
        Check(new Criteria(Days: DaySet.Of(IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday))).Should().Be(Misfit.DayOfWeek);
    }

    [Theory]
    [InlineData(9, 59, Misfit.Hour)]
    [InlineData(10, 0, null)]
    [InlineData(11, 59, null)]
    [InlineData(12, 0, Misfit.Hour)]
    public void An_hour_is_the_one_in_which_the_visit_starts(int hour, int minute, Misfit? expected)
    {
        var slot = Plain with { Start = Plain.Start.Date.At(new LocalTime(hour, minute)) };
        Check(new Criteria(Hours: HourSet.Between(10, 12)), slot).Should().Be(expected);
    }

    [Fact]
    public void A_mode_is_met_by_the_same_only()
    {
        Check(new Criteria(Mode: VisitMode.InPerson)).Should().BeNull();
        Check(new Criteria(Mode: VisitMode.Remote)).Should().Be(Misfit.Mode);
    }

    [Theory]
    [InlineData(10, 17, null)]
    [InlineData(0, 18, null)]
    [InlineData(17, 19, Misfit.Ages)]
    public void A_slot_takes_a_band_that_it_holds_whole(int from, int to, Misfit? expected)
    {
        var child = Entry(1, ages: new AgeRange(from, to));
        Eligibility.Check(child, Plain with { Ages = new AgeRange(0, 18) }, Day).Should().Be(expected);
    }

    [Theory]
    [InlineData(0, 2, null, Misfit.LeadTime)]
    [InlineData(1, 2, null, Misfit.LeadTime)]
    [InlineData(2, 2, null, null)]
    [InlineData(2, 2, 3, Misfit.Notice)]
    [InlineData(3, 2, 3, null)]
    [InlineData(0, 0, null, null)]
    [InlineData(-1, 0, null, Misfit.LeadTime)]
    [InlineData(40, 2, null, null)]
    [InlineData(41, 2, null, Misfit.Window)]
    public void Lead_time_notice_and_window_are_calendar_days(int inDays, int lead, int? notice, Misfit? expected)
    {
        var wish = new Criteria(MinimumNoticeDays: notice);
        Eligibility.Check(Entry(1, wish), Slot(1, inDays), Day with { MinimumLeadDays = lead }).Should().Be(expected);
    }

    [Fact]
    public void A_day_of_twenty_three_hours_is_a_day()
    {
        // The clocks change on 29 March 2026; from Friday 00:00 to Sunday 00:00 and on to Monday are three dates.
        var friday = new LocalDate(2026, 3, 27);
        var monday = Plain with { Start = friday.PlusDays(3).AtMidnight() };
        Eligibility.Check(Entry(1), monday, new MatchDay(friday, friday.PlusDays(40), 3)).Should().BeNull();
        Eligibility.Check(Entry(1), monday, new MatchDay(friday, friday.PlusDays(40), 4)).Should().Be(Misfit.LeadTime);
    }

    [Fact]
    public void A_slot_once_left_is_never_given_back()
    {
        var entry = Entry(1) with { LeftSlots = [Plain.Slot] };
        Eligibility.Check(entry, Plain, Day).Should().Be(Misfit.LeftSlot);
        Eligibility.Check(entry, Slot(2), Day).Should().BeNull();
    }

    [Fact]
    public void Of_several_reasons_the_first_in_order_is_given()
    {
        var wish = new Criteria(
            PlaceCriterion.At(Bielsko.Place), new PractitionerId("A"), In(11), In(9), DaySet.Of(IsoDayOfWeek.Sunday),
            HourSet.Between(11, 12), VisitMode.Remote, 50);
        var slot = Plain with { Ages = new AgeRange(0, 18) };
        var day = new MatchDay(Today, Today.PlusDays(5), 60);
        List<Misfit?> given = [];
        List<Criteria> everLess =
        [
            wish,
            wish = wish with { Place = null },
            wish = wish with { Practitioner = null },
            wish = wish with { From = null },
            wish = wish with { To = null },
            wish = wish with { Days = null },
            wish = wish with { Hours = null },
            wish = wish with { Mode = null },
        ];
        var entry = Entry(1) with { LeftSlots = [slot.Slot] };
        everLess.ForEach(less => given.Add(Eligibility.Check(entry with { Criteria = less }, slot, day)));
        entry = entry with { Criteria = wish };
        slot = slot with { Ages = null };
        given.Add(Eligibility.Check(entry, slot, day));
        given.Add(Eligibility.Check(entry, slot, day with { MinimumLeadDays = 2 }));
        entry = entry with { Criteria = Criteria.None };
        given.Add(Eligibility.Check(entry, slot, day with { MinimumLeadDays = 2 }));
        given.Add(Eligibility.Check(entry, slot, Day));

        given.Should().Equal(Enum.GetValues<Misfit>().Cast<Misfit?>());
    }

    [Fact]
    public void Every_reason_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<Misfit>().Select(MisfitCode.Of).ToList();
        names.Should().OnlyHaveUniqueItems().And.AllSatisfy(name => name.Should().MatchRegex("^[a-z]+(-[a-z]+)*$"));
    }

    private static Misfit? Check(Criteria wish, SlotRecord? slot = null) =>
        Eligibility.Check(Entry(1, wish), slot ?? Plain, Day);

    private static LocalDate? In(int? days) => days is { } number ? Today.PlusDays(number) : null;
}
