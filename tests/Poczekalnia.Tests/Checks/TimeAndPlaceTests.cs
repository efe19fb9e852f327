using Poczekalnia.Checks.Views;

namespace Poczekalnia.Tests.Checks;

/// <summary>Broken histories in which something is public, booked or decided at the wrong time.</summary>
public sealed class TimeAndPlaceTests
{
    [Fact]
    public void A_held_back_slot_booked_by_the_public_is_found()
    {
        var clinic = With("slot");
        clinic.BookFirst("patient", "slot");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_slot_booked_again_before_it_was_offered_again_is_found()
    {
        var clinic = With("slot");
        clinic.Release("slot");
        clinic.BookFirst("patient", "slot");
        clinic.CancelByPatient("patient");
        clinic.BookFirst("next", "slot");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_slot_that_nobody_decided_is_found() => With("slot").ShouldBreak("offered-before-open");

    [Fact]
    public void A_slot_decided_twice_is_found()
    {
        var clinic = With("slot");
        clinic.Release("slot");
        clinic.Release("slot");
        clinic.ShouldBreak("offered-before-open", "events-fit-the-state");
    }

    [Fact]
    public void A_slot_decided_while_its_place_is_not_active_is_found()
    {
        var clinic = With("slot");
        clinic.Suspend("warsaw");
        clinic.Release("slot");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_slot_released_beyond_the_window_is_found()
    {
        var clinic = With("slot", "2026-10-12T09:00:00");
        clinic.Release("slot");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_slot_called_too_close_that_is_not_is_found()
    {
        var clinic = With("slot");
        clinic.Release("slot");
        clinic.Last("slot_released")["reason"] = "too-close";
        clinic.Last("slot_released").Remove("asOf");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_decision_on_what_was_known_before_the_slot_was_free_is_found()
    {
        var clinic = With("slot");
        clinic.Release("slot", "head-1");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_visit_loaded_after_activation_is_found()
    {
        var clinic = With("slot");
        clinic.BookFirst("patient", "slot", "initial-load", channel: "place");
        clinic.ShouldBreak("offered-before-open");
    }

    [Fact]
    public void A_first_visit_moved_beyond_the_window_is_found()
    {
        var clinic = With("slot");
        clinic.Publish("far", "2026-10-12T09:00:00");
        clinic.Release("slot");
        clinic.BookFirst("patient", "slot");
        clinic.Reschedule("patient", "far", "unforeseeable");
        clinic.Release("slot");
        clinic.ShouldBreak("window-on-local-dates");
    }

    [Fact]
    public void A_window_that_goes_too_far_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Advance("2026-10-12");
        clinic.ShouldBreak("window-on-local-dates");
    }

    [Fact]
    public void A_window_that_stands_still_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Wait("2026-09-02T06:00:00Z");
        clinic.ShouldBreak("window-on-local-dates");
    }

    [Fact]
    public void A_visit_out_of_turn_on_the_eighth_working_day_is_found()
    {
        var clinic = With("slot", "2026-09-11T09:00:00");
        clinic.BookFirst("patient", "slot", "out-of-turn", entitled: true, channel: "place");
        clinic.ShouldBreak("out-of-turn-in-time");
    }

    [Fact]
    public void A_visit_out_of_turn_without_a_legal_basis_is_found()
    {
        var clinic = With("slot", "2026-09-10T09:00:00");
        clinic.BookFirst("patient", "slot", "out-of-turn", entitled: true, channel: "place");
        clinic.Last("appointment_booked").Remove("legalBasis");
        clinic.ShouldBreak("out-of-turn-in-time");
    }

    [Theory]
    [InlineData("2026-12-22", 7, false, "2027-01-05")]
    [InlineData("2026-12-22", 7, true, "2027-01-04")]
    [InlineData("2024-12-23", 1, false, "2024-12-24")]
    [InlineData("2025-12-23", 1, false, "2025-12-29")]
    [InlineData("2026-04-03", 1, false, "2026-04-07")]
    [InlineData("2027-05-26", 1, false, "2027-05-28")]
    [InlineData("2028-04-14", 1, false, "2028-04-18")]
    [InlineData("2026-09-01", 0, false, "2026-09-01")]
    public void Working_days_are_counted_around_holidays(string from, int days, bool saturdaysCount, string last) =>
        WorkCalendar.After(DateOnly.Parse(from, null), days, saturdaysCount).Should().Be(DateOnly.Parse(last, null));

    [Fact]
    public void A_place_just_outside_a_circle_is_outside()
    {
        var circle = new PlaceWish.InCircle("", 5000000, 2000000, 10);
        circle.Takes(At(5008993)).Should().BeTrue();
        circle.Takes(At(5008994)).Should().BeFalse();

        static Place At(int latitude) => new(Guid.Empty) { LatitudeE5 = latitude, LongitudeE5 = 2000000 };
    }

    private static Clinic With(string slot, string start = "2026-09-18T09:00:00")
    {
        var clinic = Clinic.Open();
        clinic.Publish(slot, start);
        return clinic;
    }
}
