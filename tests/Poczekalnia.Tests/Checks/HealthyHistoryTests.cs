using System.Text.Json.Nodes;

namespace Poczekalnia.Tests.Checks;

/// <summary>What goes right must not be complained of.</summary>
public sealed class HealthyHistoryTests
{
    [Fact]
    public void A_history_with_every_way_of_booking_and_returning_is_sound() => Everything().ShouldBeSound();

    [Fact]
    public void In_it_every_sentence_is_put_to_the_test() =>
        Everything().Check().Checks.Should().OnlyContain(check => check.Examined > 0);

    [Fact]
    public void An_entitled_patient_who_gives_up_a_visit_waits_out_of_turn_and_not_for_the_same_slot()
    {
        var clinic = Clinic.Open();
        clinic.Publish("soon", "2026-09-07T09:00:00");
        clinic.BookFirst("entitled", "soon", "out-of-turn", entitled: true, channel: "place");
        clinic.CancelByPatient("entitled");
        clinic.Release("soon");
        clinic.ShouldBeSound();
    }

    [Fact]
    public void Who_joins_after_the_matcher_has_looked_has_no_claim()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-20T09:00:00");
        clinic.Join("late", contact: "landline");
        clinic.Publish("other", "2026-09-21T09:00:00");

        // The matcher has read up to the slot and neither the three events of the join nor the second slot.
        clinic.Release("slot", "head-4");
        clinic.Assign("slot", "late");
        clinic.Release("other");
        clinic.ShouldBeSound();
    }

    [Fact]
    public void While_the_matcher_stands_still_a_day_may_end_with_work_left()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-20T09:00:00");
        clinic.Release("slot");
        clinic.Join("waiting");
        clinic.Day("2026-09-02");
        clinic.Assign("slot", "waiting");
        clinic.ShouldBeSound();
    }

    [Fact]
    public void Visits_loaded_before_activation_need_no_window()
    {
        var clinic = Clinic.Open();
        clinic.Register("new", "2461011", 5029000, 1867000);
        clinic.Publish("far", "2027-03-01T09:00:00", "new");
        clinic.BookFirst("loaded", "far", "initial-load", channel: "place");
        clinic.Activate("new");
        clinic.ShouldBeSound();
    }

    [Fact]
    public void The_edge_of_a_circle_is_inside()
    {
        // A degree of latitude is 111 195 m on a sphere of 6371 km, so this place is 9 999.8 m away: 10 000 rounded.
        var clinic = Clinic.Open();
        clinic.Register("edge", "1465011", 5008993, 2000000);
        clinic.Activate("edge");
        clinic.Join("near", new JsonObject
        {
            ["place"] = new JsonObject
            {
                ["circle"] = new JsonObject
                {
                    ["centre"] = new JsonObject { ["latitudeE5"] = 5000000, ["longitudeE5"] = 2000000 },
                    ["radiusKm"] = 10,
                },
            },
        });
        clinic.Publish("slot", "2026-09-20T09:00:00", "edge");
        clinic.Assign("slot", "near");
        clinic.ShouldBeSound();
    }

    [Fact]
    public void Two_visits_of_one_person_at_one_time_are_only_reported()
    {
        var runner = Everything().Check();
        runner.Checks.Should().ContainSingle(check => check.IsRemark).Which.Name.Should().Be("overlaps-of-one-person");
        runner.Violations.Should().Be(0);
    }

    /// <summary>Three weeks of a small clinic.</summary>
    private static Clinic Everything()
    {
        var clinic = Clinic.Open();
        foreach (var (slot, start) in ((string, string)[])
        [
            ("a", "2026-09-08T09:00:00"), ("b", "2026-09-09T09:00:00"), ("c", "2026-09-10T09:00:00"),
            ("d", "2026-09-11T09:00:00"), ("e", "2026-09-14T09:00:00"), ("beyond", "2026-10-12T09:00:00"),
        ])
        {
            clinic.Publish(slot, start);
        }

        clinic.Publish("further", "2026-10-01T09:00:00", kind: "continuing");
        clinic.Publish("elsewhere", "2026-09-15T09:00:00", "cracow");
        clinic.Join("stable", Clinic.In("14"), contact: "mobile");
        clinic.Join("urgent", Clinic.In("1465"), "urgent", "mobile");
        clinic.Assign("a", "urgent");
        clinic.Assign("b", "stable");
        foreach (var slot in (string[])["c", "d", "e", "elsewhere"])
        {
            clinic.Release(slot);
        }

        clinic.BookFirst("public", "c");
        clinic.Remind("urgent", 7, "2026-09-01T08:00:00Z");
        clinic.Now = "2026-09-01T09:00:00Z";
        clinic.Do("join", "patient", "ikp").IsRefused = true;
        clinic.Reschedule("public", "elsewhere");
        clinic.Release("c");
        clinic.CancelByPatient("public");
        clinic.Release("elsewhere");
        clinic.BookFirst("entitled", "c", "out-of-turn", entitled: true, channel: "place");
        SecondDay(clinic);
        ThirdAndLater(clinic);
        return clinic;
    }

    private static void SecondDay(Clinic clinic)
    {
        clinic.Day("2026-09-02");
        clinic.Release("beyond");
        clinic.Sweep("2026-10-12");
        clinic.Join("third", Clinic.In("12"));
        clinic.Assign("elsewhere", "third");
        clinic.CancelByPlace("stable");

        // Nobody else waits, and to whom it was taken away it is not given back.
        clinic.Release("b");
        clinic.Assign("d", "stable");
        clinic.Remind("stable", 7, "2026-09-04T08:00:00Z");
        clinic.Remind("urgent", 1, "2026-09-07T08:00:00Z");
    }

    private static void ThirdAndLater(Clinic clinic)
    {
        clinic.Day("2026-09-08");
        clinic.Now = "2026-09-08T07:30:00Z";
        clinic.Fulfil("urgent");
        clinic.BookContinuing("urgent", "further");
        clinic.Remind("stable", 1, "2026-09-10T08:00:00Z");

        clinic.Day("2026-09-11");
        clinic.Now = "2026-09-11T07:30:00Z";
        clinic.Miss("stable", "undetermined");
        clinic.Miss("stable", "patient", isSettled: true);
        clinic.Reinstate("stable", "2026-09-04");
        clinic.Assign("e", "stable");
        clinic.Remind("stable", 1, "2026-09-13T08:00:00Z");

        clinic.Day("2026-09-15");
        clinic.Now = "2026-09-15T07:30:00Z";
        clinic.Miss("third", "not-patient");
        clinic.ChangeCriteria("third", Clinic.In("12", "14"));
        clinic.Assign("beyond", "third");
        clinic.Join("fourth", Clinic.In("32"));
        clinic.Withdraw("fourth");
    }
}
