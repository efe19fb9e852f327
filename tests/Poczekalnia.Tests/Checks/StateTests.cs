namespace Poczekalnia.Tests.Checks;

/// <summary>Broken histories in which the streams do not go together.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_fulfilled_visit_whose_slot_is_still_taken_is_found()
    {
        var clinic = Booked();
        clinic.Day("2026-09-20");
        clinic.Fulfil("patient");
        Without(clinic, "appointment_fulfilled", "slot_consumed");
        clinic.ShouldBreak("states-coexist");
    }

    [Fact]
    public void A_visit_whose_referral_nobody_holds_is_found()
    {
        var clinic = Booked();
        Without(clinic, "appointment_booked", "referral_held");
        clinic.ShouldBreak("states-coexist");
    }

    [Fact]
    public void A_referral_still_held_after_a_resignation_is_found()
    {
        var clinic = Booked();
        clinic.CancelByPatient("patient");
        Without(clinic, "appointment_cancelled", "referral_released");
        clinic.Release("slot");
        clinic.ShouldBreak("states-coexist");
    }

    [Fact]
    public void A_report_left_open_after_the_visit_is_found()
    {
        var clinic = Booked();
        clinic.Day("2026-09-20");
        clinic.Fulfil("patient");
        Without(clinic, "appointment_fulfilled", "report_closed");
        clinic.ShouldBreak("report-open-iff-live");
    }

    [Fact]
    public void A_referral_held_by_another_place_than_that_of_the_visit_is_found()
    {
        var clinic = Booked();
        clinic.Last("referral_held")["place"] = HistoryBuilder.Id("cracow");
        clinic.ShouldBreak("referral-follows-the-visit");
    }

    [Fact]
    public void A_referral_of_somebody_else_is_found()
    {
        var clinic = Booked();
        clinic.Last("referral_issued")["patient"] = HistoryBuilder.Id("somebody else");
        clinic.ShouldBreak("referral-follows-the-visit");
    }

    [Fact]
    public void A_slot_with_two_appointments_is_found()
    {
        var clinic = Booked();
        clinic.BookFirst("second", "slot");
        Without(clinic, "appointment_booked", "slot_booked");

        // Of the two who think they have the slot one must be wrong about it.
        clinic.ShouldBreak("one-appointment-per-slot", "states-coexist");
    }

    [Fact]
    public void A_patient_who_waits_twice_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Join("patient");
        clinic.Join("twin");
        foreach (var name in (string[])["referral_issued", "report_filed", "entry_placed"])
        {
            clinic.Last(name)["patient"] = HistoryBuilder.Id("patient");
        }

        clinic.ShouldBreak("one-wish-per-patient");
    }

    [Fact]
    public void A_continuing_visit_with_an_entry_is_found()
    {
        var clinic = Booked();
        clinic.Publish("further", "2026-10-30T09:00:00", kind: "continuing");
        clinic.Day("2026-09-20");
        clinic.Fulfil("patient");
        clinic.BookContinuing("patient", "further");
        clinic.Last("appointment_booked")["entry"] = HistoryBuilder.Id("some entry");
        clinic.ShouldBreak("continuing-never-listed");
    }

    [Fact]
    public void A_patient_in_treatment_who_joins_the_list_is_found()
    {
        var clinic = Booked();
        clinic.Day("2026-09-20");
        clinic.Fulfil("patient");
        clinic.Join("again");
        foreach (var name in (string[])["report_filed", "entry_placed"])
        {
            clinic.Last(name)["referral"] = HistoryBuilder.Id("referral patient");
        }

        clinic.ShouldBreak("continuing-never-listed", "states-coexist");
    }

    [Fact]
    public void A_visit_fulfilled_before_its_day_is_found()
    {
        var clinic = Booked();
        clinic.Fulfil("patient");
        clinic.ShouldBreak("not-before-its-time");
    }

    [Fact]
    public void A_visit_missed_before_its_start_is_found()
    {
        var clinic = Booked();
        clinic.Day("2026-09-20");
        clinic.Miss("patient", "undetermined");
        clinic.ShouldBreak("not-before-its-time");
    }

    [Fact]
    public void An_assignment_that_its_entry_does_not_know_of_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-20T09:00:00");
        clinic.Join("patient");
        clinic.Assign("slot", "patient");
        Without(clinic, "slot_assigned", "entry_assigned");
        clinic.ShouldBreak("nobody-gets-lost");
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("voice")]
    public void A_booking_by_a_channel_that_is_not_for_it_is_found(string channel)
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-20T09:00:00");
        clinic.Release("slot");
        clinic.BookFirst("patient", "slot", channel: channel);
        clinic.ShouldBreak("channels-allowed");
    }

    [Fact]
    public void A_paper_referral_used_at_home_is_found()
    {
        var clinic = Booked();
        clinic.Last("referral_issued")["form"] = "paper";
        clinic.ShouldBreak("channels-allowed");
    }

    [Fact]
    public void One_person_in_two_places_at_one_time_is_reported_and_no_violation()
    {
        var clinic = Booked();
        clinic.Publish("other", "2026-09-20T09:10:00", "cracow");
        clinic.Release("other");
        clinic.BookFirst("double", "other");

        // The same patient in another scope; that the slot is of the first scope does not matter here.
        var booked = clinic.Last("appointment_booked");
        (booked["patient"], booked["scope"]) = (HistoryBuilder.Id("patient"), "02.1100.001.03");
        clinic.Check().Checks.Single(check => check.IsRemark).Violations.Should().Be(1);
    }

    private static void Without(Clinic clinic, string of, string left) =>
        clinic.LastWith(of).Events.RemoveAll(written => written.Name == left).Should().Be(1);

    private static Clinic Booked()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-20T09:00:00");
        clinic.Release("slot");
        clinic.BookFirst("patient", "slot");
        return clinic;
    }
}
