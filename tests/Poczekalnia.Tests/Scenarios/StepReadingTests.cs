using NodaTime;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;

namespace Poczekalnia.Tests.Scenarios;

public sealed class StepReadingTests
{
    private const string Cast = ScenarioText.TwoPlaces + """
        people:
          anna: { contacts: mobile+email, category: urgent }
          bela: { contacts: landline, referral: paper, entitled: art. 47c(1)(1) }

        """;

    [Fact]
    public void A_step_says_when_who_what_and_what_then()
    {
        var scenario = ScenarioText.ReadWell(Cast + """
            steps:
              - at: 2026-09-01T09:00
                do: publish
                slot: s1
                place: clinic-a
                start: 2026-09-20T10:00
                by: staff of clinic-a
              - after: 90s
                note: the list comes first
                by: patient anna by ikp
                do: book
                slot: s1
                times: 2
                settle: no
                expect:
                  refused: { code: slot-held-back, naming: [s1] }
                  slot: { s1: held-back }
                  nothingElse: yes
            """);

        scenario.Steps[0].Action.Should().BeOfType<StepAction.Do>().Which.Command.Should().Be(new StepCommand.Publish(
            "s1", "clinic-a", ScopeCode.Parse("02.1100.001.02"), new LocalDateTime(2026, 9, 20, 10, 0), 15,
            SlotKind.FirstTime, VisitMode.InPerson, null, null));
        var step = scenario.Steps[1];
        step.When.Should().Be(new StepTime.After(Duration.FromSeconds(90)));
        step.Settles.Should().BeFalse();
        step.Action.Should().Be(new StepAction.Do(
            new StepActor(ActorRole.Patient, Channel.Ikp, "anna", null),
            new StepCommand.Book("anna", "s1", null, null),
            2));
        step.Expect.Should().Equal(
            new Expectation.Refused("slot-held-back", ["s1"], step.Expect[0].Line),
            new Expectation.SlotIs("s1", SlotStanding.HeldBack, step.Expect[1].Line),
            new Expectation.NothingElse(step.Expect[2].Line));
    }

    [Fact]
    public void People_are_read_with_their_referrals()
    {
        var people = ScenarioText.ReadWell(Cast).People;

        people[0].Contacts.Should().Equal(ContactKind.Mobile, ContactKind.Email);
        people[0].Category.Should().Be(MedicalCategory.Urgent);
        people[1].Entitlement.Should().Be("art. 47c(1)(1)");
        people[1].Referral.Should().Be(Scheduling.Domain.Referrals.ReferralForm.Paper);
    }

    [Fact]
    public void The_repeated_hour_is_told_apart_by_its_offset()
    {
        var steps = ScenarioText.ReadWell(Cast.Replace("for: 10d", "for: 60d", StringComparison.Ordinal) + """
            steps:
              - { at: 2026-10-25T02:30+02:00, by: patient anna by ikp, do: join }
              - { at: 2026-10-25T02:30+01:00, by: patient bela by place, do: join }
            """).Steps;

        var first = steps[0].When.Should().BeOfType<StepTime.At>().Which.Instant;
        steps[1].When.Should().BeOfType<StepTime.At>().Which.Instant.Should().Be(first + Duration.FromHours(1));
    }

    [Fact]
    public void Steps_must_go_forward() =>
        ScenarioText.ReadWrong(Cast + """
            steps:
              - { at: 2026-09-02T09:00, restart: engine }
              - { at: 2026-09-01T09:00, restart: engine }
            """).What.Should().Contain("before the one above it");

    [Theory]
    [InlineData("{ by: patient anna by ikp, do: boook, slot: s1 }", "Did you mean 'book'?")]
    [InlineData("{ by: patient ana by ikp, do: join }", "Did you mean 'anna'?")]
    [InlineData("{ by: patient anna by fax, do: join }", "Known here: ikp")]
    [InlineData("{ by: staff of clinic-c, do: activate-place }", "Did you mean 'clinic-a'?")]
    [InlineData("{ by: anna, do: join }", "patient anna by ikp")]
    [InlineData("{ do: book, patient: anna, slot: s9 }", "There is none to choose from.")]
    [InlineData("{ do: join, patient: anna, expect: { refused: no-consnt } }", "Did you mean 'no-consent'?")]
    [InlineData("{ do: join, patient: anna, expect: { report: { anna: opne } } }", "Did you mean 'open'?")]
    [InlineData("{ do: join, patient: anna, criteria: { in: [\"2466\"], at: [clinic-a] } }", "Keep one of")]
    [InlineData("{ do: miss, patient: anna }", "Add a line 'fault: …' here.")]
    [InlineData("{ note: nothing }", "Give it 'at:', 'do:' or 'expect:'.")]
    public void A_slip_in_a_step_is_named_with_its_cure(string step, string cure) =>
        ScenarioText.ReadWrong(Cast + $"steps:\n  - {step}\n").Cure.Should().Contain(cure);

    [Fact]
    public void The_slots_of_a_day_plan_have_numbers()
    {
        var scenario = ScenarioText.ReadWell(Cast + """
            steps:
              - by: staff of clinic-a
                do: publish-day
                slots: mon
                day: 2026-09-07
                hours: 08:00-09:00
                length: 20min
              - { by: staff of clinic-b, do: book-out-of-turn, patient: bela, slot: mon-3, basis: art. 47c(1)(1) }
            """);

        scenario.Steps[0].Action.Should().BeOfType<StepAction.Do>().Which.Command
            .Should().BeOfType<StepCommand.PublishDay>().Which.Count.Should().Be(3);
    }

    [Fact]
    public void Criteria_are_read_with_everything_a_patient_may_ask()
    {
        var criteria = ScenarioText.ReadWell(Cast + """
            steps:
              - by: patient anna by moje-ikp
                do: join
                criteria:
                  within: 25km of 50.29N 18.67E
                  dates: 2026-09-10..2026-09-20
                  weekdays: [mon, thu-fri]
                  hours: 08:00-12:00
                  mode: in-person
                  notice: 7d
                  practitioner: dr-a
            """).Steps[0].Action.As<StepAction.Do>().Command.As<StepCommand.Join>().Criteria.Rest;

        criteria.Should().Be(new Criteria(
            PlaceCriterion.Within(new GeoPoint(5_029_000, 1_867_000), 25),
            new PractitionerId("dr-a"),
            new LocalDate(2026, 9, 10),
            new LocalDate(2026, 9, 20),
            DaySet.Of(IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday),
            HourSet.Between(8, 12),
            VisitMode.InPerson,
            7));
    }

    [Fact]
    public void Everything_that_can_be_expected_is_read()
    {
        var expected = ScenarioText.ReadWell(Cast + """
            steps:
              - { by: staff of clinic-a, do: publish, slot: s1, start: 2026-09-20T10:00 }
              - expect:
                  holds: { anna: s1, bela: nothing }
                  waiting: [bela, anna]
                  entry:
                    anna: { is: assigned, class: urgent, since: 2026-08-01T09:00, rank: 1, left: [s1] }
                    bela: none
                  report: { anna: { is: closed, because: no-show }, bela: open }
                  referral: { anna: { is: held, by: clinic-a }, bela: issued }
                  appointment: { anna: { is: missed, fault: undetermined, origin: waiting-room, slot: s1 } }
                  slot: { s1: taken }
                  place: { clinic-a: suspended }
                  window: { 02.1100.001.02: { through: 2026-10-11, swept: 2026-10-10 } }
                  notices: { anna: [date-assigned by mobile, put-on-list], bela: none }
                  placeNotices: { clinic-a: [booked-from-waiting-room] }
                  reminders: { anna: [2026-09-13T10:00, 2026-09-19T10:00] }
                  unsettled: { clinic-a: [anna] }
                  whyNot: { bela: { slot: s1, betterPlaced: anna } }
                  nothingElse: yes
            """).Steps[1].Expect;

        expected.Select(one => one.GetType()).Distinct().Should().HaveCount(15);
        expected.OfType<Expectation.Notices>().First().Sent.Should().Equal(
            new ExpectedNotice(NoticeWord.DateAssigned, ContactKind.Mobile),
            new ExpectedNotice(NoticeWord.PutOnList, null));
        expected.OfType<Expectation.AppointmentIs>().Single().Should().BeEquivalentTo(
            new { Patient = "anna", Fault = Fault.Undetermined, Origin = BookingOrigin.WaitingRoom, Slot = "s1" });
        expected.OfType<Expectation.Waiting>().Single().Patients.Should().Equal("bela", "anna");
    }

    [Fact]
    public void Kills_restarts_outages_and_a_stopped_matcher_are_steps()
    {
        var steps = ScenarioText.ReadWell(Cast + """
            steps:
              - { matcher: stop }
              - at: 2026-09-02T00:00
                beforeDue: yes
                by: staff of clinic-a
                do: end-contract
                effectiveOn: 2026-09-05
                killAfter: 2 appends
              - { restart: engine }
              - { outage: central, for: 2h }
              - { outage: clinic-a, for: 1d }
            """).Steps;

        steps[0].Action.Should().Be(new StepAction.SwitchMatcher(false));
        steps[1].KillAfterAppends.Should().Be(2);
        steps[1].When.Should().BeOfType<StepTime.At>().Which.BeforeDue.Should().BeTrue();
        steps[2].Action.Should().BeOfType<StepAction.RestartEngine>();
        steps[3].Action.Should().Be(new StepAction.Outage(null, Duration.FromHours(2)));
        steps[4].Action.Should().Be(new StepAction.Outage("clinic-a", Duration.FromDays(1)));
    }
}
