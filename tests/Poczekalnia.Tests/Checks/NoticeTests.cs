using System.Text.Json.Nodes;

namespace Poczekalnia.Tests.Checks;

/// <summary>Broken histories in which somebody is told too little, too much or at the wrong time.</summary>
public sealed class NoticeTests
{
    [Fact]
    public void A_booking_of_which_nobody_is_told_is_found()
    {
        var clinic = Booked();
        clinic.LastWith("appointment_booked").Notices.Clear();
        clinic.ShouldBreak("every-change-is-told", "places-are-told");
    }

    [Fact]
    public void A_place_that_is_told_of_nothing_is_found()
    {
        var clinic = Clinic.Open();
        clinic.LastWith("service_place_activated").TellPlace("cracow", "booked-by-patient");
        clinic.ShouldBreak("places-are-told");
    }

    [Fact]
    public void A_place_that_is_not_told_of_another_place_booking_is_found()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        clinic.Release("slot");
        clinic.BookFirst("patient", "slot", channel: "place");
        clinic.LastWith("appointment_booked").Place = "cracow";
        clinic.ShouldBreak("places-are-told");
    }

    [Fact]
    public void A_channel_left_out_is_found()
    {
        var clinic = Booked();
        clinic.Last("appointment_booked")["contacts"] = new JsonArray("mobile", "email");
        clinic.ShouldBreak("every-change-is-told");
    }

    [Fact]
    public void A_notice_of_something_that_did_not_happen_is_found()
    {
        var clinic = Booked();
        clinic.LastWith("appointment_booked").Tell("patient", "removed", "sms");
        clinic.ShouldBreak("every-change-is-told");
    }

    [Fact]
    public void A_notice_sent_twice_is_found()
    {
        var clinic = Booked();
        var notices = clinic.LastWith("appointment_booked").Notices;
        notices.Add(notices[^1]);
        clinic.ShouldBreak("notices-once");
    }

    [Fact]
    public void A_key_used_twice_is_found()
    {
        var clinic = Booked();
        clinic.CancelByPatient("patient");
        clinic.Release("slot");
        foreach (var notice in clinic.Appends.SelectMany(append => append.Notices))
        {
            notice.More["key"] = "the same";
        }

        clinic.ShouldBreak("notices-once");
    }

    [Fact]
    public void Reminders_at_ten_seven_days_and_one_day_before_are_sound_over_the_change_of_the_clocks()
    {
        var clinic = Booked("2026-10-26T09:00:00");
        clinic.Remind("patient", 7, "2026-10-19T08:00:00Z");
        clinic.Remind("patient", 1, "2026-10-25T09:00:00Z");
        clinic.Day("2026-10-26");
        clinic.ShouldBeSound();
    }

    [Fact]
    public void A_reminder_that_never_went_out_is_found()
    {
        var clinic = Booked("2026-10-26T09:00:00");
        clinic.Remind("patient", 7, "2026-10-19T08:00:00Z");
        clinic.Day("2026-10-26");
        clinic.ShouldBreak("reminders-exact");
    }

    [Theory]
    [InlineData(7, "2026-10-19T07:00:00Z")]
    [InlineData(1, "2026-10-25T08:00:00Z")]
    public void A_reminder_at_another_hour_is_found(int daysBefore, string at)
    {
        var clinic = Booked("2026-10-26T09:00:00");
        clinic.Remind("patient", daysBefore, at);
        clinic.ShouldBreak("reminders-exact");
    }

    [Fact]
    public void A_reminder_sent_twice_is_found()
    {
        var clinic = Booked("2026-10-26T09:00:00");
        clinic.Remind("patient", 7, "2026-10-19T08:00:00Z");
        clinic.Remind("patient", 7, "2026-10-19T08:00:00Z");
        clinic.ShouldBreak("reminders-exact");
    }

    [Fact]
    public void A_reminder_of_a_visit_given_up_is_found()
    {
        var clinic = Booked("2026-10-26T09:00:00");
        clinic.CancelByPatient("patient");
        clinic.Release("slot");
        clinic.Remind("patient", 7, "2026-10-19T08:00:00Z");
        clinic.ShouldBreak("reminders-exact");
    }

    [Fact]
    public void A_reminder_of_a_date_that_has_changed_is_found()
    {
        var clinic = Booked("2026-10-26T09:00:00");
        clinic.Publish("other", "2026-10-27T09:00:00");
        clinic.Remind("patient", 7, "2026-10-19T08:00:00Z");
        clinic.Release("other");
        clinic.Reschedule("patient", "other");
        clinic.Release("slot");

        // The reminder was written before the change; put it behind.
        var reminder = clinic.Appends.Single(append => append.Operation == "publish-slot"
            && append.Notices.Count > 0).Notices;
        clinic.Appends[^1].Notices.Add(reminder[0]);
        reminder.Clear();
        clinic.ShouldBreak("reminders-exact");
    }

    private static Clinic Booked(string start = "2026-09-18T09:00:00")
    {
        var clinic = Clinic.Open();
        if (start.StartsWith("2026-10", StringComparison.Ordinal))
        {
            clinic.Day("2026-10-01");
        }

        clinic.Publish("slot", start);
        clinic.Release("slot");
        clinic.BookFirst("patient", "slot", contact: "mobile");
        return clinic;
    }
}
