using Poczekalnia.Steps;
using Poczekalnia.Tests.Scenarios;

namespace Poczekalnia.Tests.Steps;

public sealed class StepRunTests
{
    private const string Cast = ScenarioText.TwoPlaces + """
        people:
          anna: { contacts: mobile+email }
          bela: { category: urgent }
        steps:

        """;

    private const string OneSlotForTwo = Cast + """
          - { at: 2026-09-01T09:00, by: patient anna by ikp, do: join }
          - { at: 2026-09-01T10:00, by: patient bela by ikp, do: join }
          - by: staff of clinic-a
            do: publish
            slot: s1
            start: 2026-09-21T10:00

        """;

    [Fact]
    public void Who_is_wrongly_expected_to_hold_a_slot_is_told_who_was_better_placed()
    {
        var unmet = Run(OneSlotForTwo + "    expect: { holds: { anna: s1 } }\n").Should().ContainSingle().Subject;

        unmet.Found.Should().Be("nothing");
        unmet.Why.Should().Contain("bela is better placed");
        unmet.Line.Should().Be(19);
    }

    [Theory]
    [InlineData("entry: { anna: { is: waiting, rank: 2 } }", "waiting, rank 1")]
    [InlineData("waiting: nobody", "anna")]
    [InlineData("slot: { s1: open }", "taken")]
    [InlineData("notices: { bela: none }", "free-date-appeared")]
    [InlineData("notices: { bela: [free-date-appeared, put-on-list] }", "free-date-appeared")]
    [InlineData("placeNotices: { clinic-a: none }", "booked-from-waiting-room")]
    [InlineData("reminders: { bela: 2026-09-14T10:00 }", "2026-09-14 10:00:00 +02, 2026-09-20 10:00:00 +02")]
    [InlineData("referral: { bela: { is: held, by: clinic-b } }", "held by clinic-a")]
    [InlineData("report: { bela: { is: closed, because: resigned } }", "open, because of nothing")]
    [InlineData("appointment: { bela: { is: booked, origin: public } }", "booked, origin waiting-room")]
    [InlineData("place: { clinic-a: suspended }", "active")]
    [InlineData("window: { 02.1100.001.02: { through: 2026-10-12 } }", "through 2026-10-11")]
    [InlineData("unsettled: { clinic-a: [anna] }", "none")]
    [InlineData("whyNot: { anna: { slot: s1, rule: place } }", "bela is better placed*")]
    [InlineData("refused: slot-taken", "it was accepted")]
    [InlineData("{ holds: { bela: s1 }, nothingElse: yes }", "free-date-appeared to bela, *")]
    public void What_is_not_so_is_not_met_and_what_is_so_is_said(string expectation, string found) =>
        Run(OneSlotForTwo + $"    expect: {(expectation[0] == '{' ? expectation : "{ " + expectation + " }")}\n")
            .Should().ContainSingle().Which.Found.Should().Match(found);

    [Fact]
    public void A_refusal_that_nobody_expected_is_told_with_its_sentence()
    {
        var unmet = Run(Cast + "  - { by: patient anna by ikp, do: join, consent: no }\n")
            .Should().ContainSingle().Subject;

        unmet.Expected.Should().Be("accepted");
        unmet.Found.Should().Be("refused: no-consent");
        unmet.Why.Should().NotBeEmpty();
    }

    [Fact]
    public void A_notice_by_a_channel_the_patient_did_not_leave_is_not_met() =>
        Run(OneSlotForTwo + "    expect: { notices: { bela: [free-date-appeared by email] } }\n")
            .Should().ContainSingle();

    [Fact]
    public void One_channel_of_two_is_not_all_that_was_sent() =>
        Run(Cast + """
              - by: patient anna by ikp
                do: join
                expect: { notices: { anna: [put-on-list by email] } }
            """).Should().ContainSingle().Which.Found.Should().Be("put-on-list");

    [Fact]
    public void A_kill_that_never_comes_is_told() =>
        Run(Cast + "  - { by: patient anna by ikp, do: join, killAfter: 5 appends }\n")
            .Should().ContainSingle().Which.Found.Should().Contain("made 1");

    [Fact]
    public void Of_a_stopped_engine_nobody_gets_an_answer_and_at_the_end_it_is_missed() =>
        Run(Cast + """
              - { by: patient anna by ikp, do: join, killAfter: 1 appends }
              - { by: patient bela by ikp, do: join }
            """).Select(result => result.Found).Should().SatisfyRespectively(
            first => first.Should().Contain("restart it first"),
            second => second.Should().Contain("never restarted"));

    [Fact]
    public void A_matcher_that_was_killed_goes_on_where_it_was() =>
        Run(OneSlotForTwo + """
                settle: no
              - { killAfter: 1 appends, expect: { holds: { bela: s1 } } }
              - { restart: engine, expect: { holds: { bela: s1 }, waiting: [anna], nothingElse: yes } }
              - { by: staff of clinic-b, do: publish, slot: s2, start: 2026-09-22T10:00, expect: { holds: { anna: s2 } } }
            """).Should().BeEmpty();

    [Fact]
    public void What_a_place_sends_during_its_outage_arrives_when_it_is_over() =>
        Run(Cast + """
              - { at: 2026-09-01T09:00, outage: clinic-a, for: 2h }
              - { by: staff of clinic-a, do: publish, slot: s1, start: 2026-09-21T10:00, expect: { nothingElse: yes } }
              - { by: staff of clinic-b, do: publish, slot: s2, start: 2026-09-21T10:00, expect: { slot: { s2: open } } }
              - { at: 2026-09-01T11:00, expect: { slot: { s1: open } } }
            """).Should().BeEmpty();

    [Fact]
    public void People_of_steps_and_people_of_rates_live_in_one_world()
    {
        var run = StepCase.Run(ScenarioText.ReadWell("""
            places:
              - place: clinic-a
                teryt: "2466011"
                at: 50.29N 18.67E
                schedule: { firstTime: { value: 1/week, source: assumed } }
                queue: { stable: { waiting: { value: 12, source: assumed }, reportedOver: { value: 90d, source: assumed } } }
            people:
              anna: { category: urgent }
            steps:
              - by: patient anna by ikp
                do: join
                expect: { entry: { anna: { is: waiting, rank: 1 } } }
              - by: staff of clinic-a
                do: publish
                slot: s1
                start: 2026-09-21T10:00
                expect:
                  holds: { anna: s1 }
                  notices: { anna: free-date-appeared }
                  placeNotices: { clinic-a: booked-from-waiting-room }
                  nothingElse: yes
            expect:
              holds: { anna: s1 }
            """));

        run.Unmet.Should().BeEmpty();
        run.Findings.Should().BeEmpty();
    }

    [Fact]
    public void The_report_names_each_step_once_and_each_line_of_the_file()
    {
        var run = StepCase.Run(ScenarioText.ReadWell(
            OneSlotForTwo + "    expect: { holds: { anna: s1, bela: s1 } }\n"));

        StepResult.Report("case.yaml", run.Results).Should().Equal(
            "2026-09-01 09:00  patient anna by ikp: join",
            "  met      case.yaml:13  accepted",
            "2026-09-01 10:00  patient bela by ikp: join",
            "  met      case.yaml:14  accepted",
            "2026-09-01 10:00  staff of clinic-a: publish",
            "  met      case.yaml:15  accepted",
            "  NOT MET  case.yaml:19  anna holds s1",
            "             found: nothing",
            "             why: bela is better placed (Urgent since 2026-09-01T08:00:00Z no. 2) "
            + "than Stable since 2026-09-01T07:00:00Z no. 1",
            "  met      case.yaml:19  bela holds s1");
    }

    private static List<StepResult> Run(string lines) => [.. StepCase.Run(ScenarioText.ReadWell(lines)).Unmet];
}
