using System.Text.Json.Nodes;
using Poczekalnia.Checks;

namespace Poczekalnia.Tests.Checks;

/// <summary>Broken histories of which the form of the log alone tells that they are broken.</summary>
public sealed class LogFormTests
{
    [Fact]
    public void An_end_line_that_counts_wrongly_is_found()
    {
        var lines = Small().Lines();
        lines[^1]["counts"]!["events"] = 1;
        lines.ShouldBreak("counts-agree");
    }

    [Fact]
    public void A_missing_end_line_is_found() => Small().Lines().SkipLast(1).ShouldBreak("counts-agree");

    [Fact]
    public void Of_a_partial_file_only_what_needs_no_whole_is_judged()
    {
        var lines = Small().Lines();
        lines.Insert(0, new JsonObject { ["type"] = "manifest", ["partial"] = "yes" });
        EventOf(lines, "slot_released")["version"] = 3;
        var runner = HistoryBuilder.Check(lines);
        runner.Violations.Should().Be(0);
        runner.Judged.Select(check => check.Name).Should().Equal("counts-agree", "clock-monotone");

        lines.RemoveAt(lines.Count - 1);
        lines.ShouldBreak("counts-agree");
    }

    [Fact]
    public void A_gap_in_the_versions_of_a_stream_is_found()
    {
        var lines = Small().Lines();
        EventOf(lines, "slot_released")["version"] = 3;
        lines.ShouldBreak("versions-gapless");
    }

    [Fact]
    public void An_event_of_another_command_is_found()
    {
        var lines = Small().Lines();
        EventOf(lines, "slot_released")["causation"] = HistoryBuilder.Id("nobody");
        lines.ShouldBreak("versions-gapless");
    }

    [Fact]
    public void A_position_that_goes_back_is_found()
    {
        var clinic = Small();
        clinic.Refer("last");
        var lines = clinic.Lines();
        EventOf(lines, "referral_issued")["position"] = 2;
        lines.Last(line => (string?)line["type"] == "command")["first"] = 2;
        lines.Last(line => (string?)line["type"] == "command")["last"] = 2;
        lines.ShouldBreak("versions-gapless");
    }

    [Fact]
    public void A_refused_command_that_recorded_something_is_found()
    {
        var clinic = Small();
        clinic.LastWith("slot_released").IsRefused = true;
        clinic.ShouldBreak("one-command-one-append");
    }

    [Fact]
    public void A_command_with_fewer_events_than_it_says_is_found()
    {
        var lines = Small().Lines();
        var command = lines.Last(line => (string?)line["type"] == "command");
        command["last"] = (long)command["last"]! + 1;
        lines.ShouldBreak("one-command-one-append");
    }

    [Fact]
    public void A_clock_that_goes_back_is_found()
    {
        var clinic = Small();
        clinic.Now = "2026-09-01T05:59:59Z";
        clinic.Refer("somebody");
        clinic.ShouldBreak("clock-monotone");
    }

    [Fact]
    public void An_event_that_does_not_fit_the_state_of_its_stream_is_found()
    {
        var clinic = Small();
        clinic.Do("end-process").Event($"process/{HistoryBuilder.Id("process")}", "process_ended");
        clinic.ShouldBreak("events-fit-the-state");
    }

    [Fact]
    public void A_slot_freed_by_somebody_who_does_not_have_it_is_found()
    {
        var clinic = Small();
        clinic.BookFirst("patient", "slot");
        clinic.CancelByPatient("patient");
        clinic.Last("slot_freed")["appointment"] = HistoryBuilder.Id("another");
        clinic.Release("slot");
        clinic.ShouldBreak("events-fit-the-state");
    }

    [Fact]
    public void A_contract_settled_that_did_not_end_is_found()
    {
        var clinic = Small();
        clinic.Do("end-process").Event($"place/{HistoryBuilder.Id("warsaw")}", "contract_settled");
        clinic.ShouldBreak("events-fit-the-state");
    }

    [Fact]
    public void A_decision_by_rules_that_nobody_adopted_is_found()
    {
        var clinic = Small();
        clinic.Last("slot_released")["policy"] = "other@1#000000000000";
        clinic.ShouldBreak("policy-in-force");
    }

    [Fact]
    public void A_line_that_lacks_a_member_is_no_history_at_all()
    {
        var lines = Small().Lines();
        EventOf(lines, "slot_published")["data"]!.AsObject().Remove("start");
        FluentActions.Invoking(() => HistoryBuilder.Check(lines))
            .Should().Throw<LineException>().WithMessage("*'start' is missing*").Which.Line.Should().BePositive();
    }

    [Fact]
    public void Of_many_findings_some_are_kept_and_all_are_counted()
    {
        var lines = Small().Lines();
        var released = EventOf(lines, "slot_released");
        for (var i = 0; i < 2 * Check.FindingsKept; i++)
        {
            lines.Insert(lines.IndexOf(released), (JsonObject)released.DeepClone());
        }

        var check = HistoryBuilder.Check(lines).Checks.Single(check => check.Name == "versions-gapless");
        check.Findings.Should().HaveCount(Check.FindingsKept);
        check.Violations.Should().BeGreaterThanOrEqualTo(2 * Check.FindingsKept);
    }

    private static JsonObject EventOf(List<JsonObject> lines, string name) =>
        lines.Last(line => (string?)line["name"] == name);

    private static Clinic Small()
    {
        var clinic = Clinic.Open();
        clinic.Publish("slot", "2026-09-20T09:00:00");
        clinic.Release("slot");
        return clinic;
    }
}
