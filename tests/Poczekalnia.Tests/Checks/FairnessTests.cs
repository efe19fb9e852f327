using System.Text.Json.Nodes;

namespace Poczekalnia.Tests.Checks;

/// <summary>Broken histories in which the waiting room is unjust or careless.</summary>
public sealed class FairnessTests
{
    public static TheoryData<string> WishesAgainst => new(
        """{"place":{"areas":["12"]}}""",
        """{"place":{"areas":["1466"]}}""",
        """{"place":{"places":["00000000-0000-0000-0000-000000000001"]}}""",
        """{"place":{"circle":{"centre":{"latitudeE5":5000000,"longitudeE5":2101000},"radiusKm":100}}}""",
        """{"practitioner":"somebody"}""",
        """{"from":"2026-09-19"}""",
        """{"to":"2026-09-17"}""",
        """{"days":[1,2,3,4,6,7]}""",
        """{"hours":[8,10]}""",
        """{"mode":"remote"}""",
        """{"minimumNoticeDays":18}""");

    public static TheoryData<string> WishesFor => new(
        """{}""",
        """{"place":{"areas":["12","14"]}}""",
        """{"place":{"areas":["1465011"]}}""",
        """{"place":{"circle":{"centre":{"latitudeE5":5200000,"longitudeE5":2101000},"radiusKm":100}}}""",
        """{"from":"2026-09-18","to":"2026-09-18"}""",
        """{"days":[5]}""",
        """{"hours":[9]}""",
        """{"mode":"in-person"}""",
        """{"minimumNoticeDays":17}""");

    [Theory]
    [MemberData(nameof(WishesAgainst))]
    public void A_slot_against_the_wish_of_its_patient_is_found(string wish) =>
        Assigned("2026-09-18T09:00:00", wish).ShouldBreak("eligible-at-assignment");

    [Theory]
    [MemberData(nameof(WishesFor))]
    public void A_slot_by_the_wish_of_its_patient_is_sound(string wish) =>
        Assigned("2026-09-18T09:00:00", wish).ShouldBeSound();

    [Fact]
    public void A_slot_closer_than_the_lead_time_is_found() =>
        Assigned("2026-09-02T09:00:00", "{}").ShouldBreak("eligible-at-assignment");

    [Fact]
    public void A_slot_exactly_at_the_lead_time_is_sound() => Assigned("2026-09-03T00:00:00", "{}").ShouldBeSound();

    [Fact]
    public void A_slot_for_other_ages_is_found()
    {
        var children = new JsonObject { ["ages"] = new JsonObject { ["from"] = 0, ["to"] = 18 } };
        Assigned("2026-09-18T09:00:00", "{}", children).ShouldBreak("eligible-at-assignment");
    }

    [Fact]
    public void A_slot_beyond_the_window_is_found() =>
        Assigned("2026-10-12T09:00:00", "{}").ShouldBreak("eligible-at-assignment", "window-on-local-dates");

    [Fact]
    public void A_slot_given_back_to_the_patient_who_lost_it_is_found()
    {
        var clinic = Assigned("2026-09-18T09:00:00", "{}");
        clinic.CancelByPlace("patient");
        clinic.Assign("slot", "patient");
        clinic.ShouldBreak("eligible-at-assignment");
    }

    [Theory]
    [InlineData("stable")]
    [InlineData("urgent")]
    public void Who_waits_longer_or_more_urgently_and_is_passed_over_is_found(string category)
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        if (category == "urgent")
        {
            clinic.Join("second");
        }

        clinic.Join("first", category: category);
        if (category == "stable")
        {
            clinic.Join("second");
        }

        clinic.Assign("slot", "second");
        clinic.ShouldBreak("nobody-passed-over");
    }

    [Fact]
    public void A_slot_released_while_somebody_waits_for_it_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.Join("patient");
        clinic.Release("slot");
        clinic.Assign("slot", "patient");
        clinic.ShouldBreak("nobody-passed-over");
    }

    [Fact]
    public void Who_relaxed_the_criteria_in_time_is_not_passed_over_either()
    {
        var clinic = Clinic.Open();
        clinic.Join("first", Clinic.In("12"));
        clinic.Join("second");
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.ChangeCriteria("first", Clinic.In("14"));
        clinic.Assign("slot", "second");
        clinic.ShouldBreak("nobody-passed-over");
    }

    [Fact]
    public void An_open_slot_that_fits_at_the_end_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.Release("slot");
        clinic.Join("patient");
        clinic.ShouldBreak("no-idle-slot");
    }

    [Fact]
    public void An_open_slot_that_fits_at_the_end_of_a_day_is_found_although_it_is_given_later()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.Release("slot");
        clinic.Join("patient", Clinic.In("14"));

        // It shows that the matcher has read the join and stood not still.
        clinic.Publish("elsewhere", "2026-09-18T09:00:00", "cracow");
        clinic.Release("elsewhere");
        clinic.Day("2026-09-02");
        clinic.Assign("slot", "patient");
        clinic.ShouldBreak("no-idle-slot");
    }

    [Fact]
    public void A_slot_that_opens_again_with_its_place_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.Release("slot");
        clinic.Suspend("warsaw");
        clinic.Join("patient");
        clinic.Day("2026-09-02");
        clinic.Resume("warsaw");
        clinic.ShouldBreak("no-idle-slot");
    }

    [Fact]
    public void A_later_slot_than_the_earliest_open_one_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("early", "2026-09-18T09:00:00");
        clinic.Publish("late", "2026-09-18T09:20:00");
        clinic.Release("early");
        clinic.Release("late");
        clinic.Join("patient");
        clinic.Assign("late", "patient");
        clinic.ShouldBreak("earliest-open-slot");
    }

    [Fact]
    public void A_day_unblocked_in_another_order_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("nine", "2026-10-12T09:00:00");
        clinic.Publish("ten", "2026-10-12T10:00:00");
        clinic.Day("2026-09-02");
        clinic.Release("ten");
        clinic.Release("nine");
        clinic.ShouldBreak("batch-in-slot-order");
    }

    [Fact]
    public void Single_slots_decided_in_another_order_than_that_of_the_log_are_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("ten", "2026-09-18T10:00:00");
        clinic.Publish("nine", "2026-09-18T09:00:00");
        clinic.Release("nine");
        clinic.Release("ten");
        clinic.ShouldBreak("batch-in-slot-order");
    }

    [Fact]
    public void A_report_in_another_order_than_its_reporting_time_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Join("patient");
        clinic.Last("report_filed")["earlierReportAt"] = "2026-05-01T08:00:00Z";
        clinic.ShouldBreak("order-kept");
    }

    [Fact]
    public void An_entry_in_another_order_than_its_report_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Join("patient");
        clinic.Last("entry_placed")["order"]!["class"] = "urgent";
        clinic.ShouldBreak("order-kept");
    }

    [Fact]
    public void A_number_given_twice_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Join("patient");
        clinic.Join("other");
        clinic.Last("report_filed")["order"]!["number"] = 1;
        clinic.Last("entry_placed")["order"]!["number"] = 1;
        clinic.ShouldBreak("order-kept");
    }

    [Fact]
    public void A_return_in_a_better_class_is_found()
    {
        var clinic = Assigned("2026-09-18T09:00:00", "{}");
        clinic.CancelByPlace("patient");
        clinic.Last("entry_returned")["class"] = "urgent";
        clinic.Release("slot");
        clinic.ShouldBreak("order-kept");
    }

    [Fact]
    public void A_return_in_a_worse_class_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.Join("patient", category: "urgent");
        clinic.Assign("slot", "patient");
        clinic.CancelByPlace("patient");
        clinic.Last("entry_returned")["class"] = "stable";
        clinic.Release("slot");
        clinic.ShouldBreak("order-kept", "place-change-keeps-order");
    }

    [Fact]
    public void A_patient_whom_the_place_leaves_without_date_and_list_is_found()
    {
        var clinic = Assigned("2026-09-18T09:00:00", "{}");
        clinic.CancelByPlace("patient");
        var append = clinic.LastWith("entry_returned");
        append.Events.RemoveAll(written => written.Name == "entry_returned");
        append.Event(
            $"report/{HistoryBuilder.Id("report patient")}", "report_closed",
            new JsonObject { ["reason"] = "not-realised" });
        clinic.Release("slot");
        clinic.ShouldBreak("place-change-keeps-order");
    }

    [Fact]
    public void A_patient_who_did_not_come_and_waits_again_is_found()
    {
        var clinic = Assigned("2026-09-18T09:00:00", "{}");
        clinic.Day("2026-09-18");
        clinic.Now = "2026-09-18T08:00:00Z";
        clinic.Miss("patient", "not-patient");
        clinic.Last("appointment_missed")["fault"] = "patient";
        clinic.ShouldBreak("no-show-ends-the-wait");
    }

    [Fact]
    public void A_wait_reinstated_that_no_missed_visit_ended_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Join("patient");
        clinic.Last("entry_placed")["because"] = "reinstated";
        clinic.ShouldBreak("no-show-ends-the-wait");
    }

    [Theory]
    [InlineData("2026-09-18", true)]
    [InlineData("2026-09-11", true)]
    [InlineData("2026-09-10", false)]
    [InlineData("2026-09-19", false)]
    public void A_wait_comes_back_from_the_end_of_force_majeure_to_the_seventh_day_after_it(string ended, bool isInTime)
    {
        var clinic = Missed();
        clinic.Reinstate("patient", ended);
        if (isInTime)
        {
            clinic.ShouldBeSound();
        }
        else
        {
            clinic.ShouldBreak("no-show-ends-the-wait");
        }
    }

    [Fact]
    public void A_wait_that_comes_back_without_a_day_on_which_force_majeure_ended_is_found()
    {
        var clinic = Missed();
        clinic.Reinstate("patient", "2026-09-18");
        clinic.LastWith("entry_reinstated").Arguments.Clear();
        clinic.ShouldBreak("no-show-ends-the-wait");
    }

    private static Clinic Missed()
    {
        var clinic = Assigned("2026-09-18T09:00:00", "{}");
        clinic.Day("2026-09-18");
        clinic.Now = "2026-09-18T08:00:00Z";
        clinic.Miss("patient", "patient");
        return clinic;
    }

    private static Clinic Assigned(string start, string wish, JsonObject? slot = null)
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", start, more: slot);
        clinic.Join("patient", (JsonObject)JsonNode.Parse(wish)!);
        clinic.Assign("slot", "patient");
        return clinic;
    }
}
