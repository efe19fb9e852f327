using NodaTime;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Tests.Scenarios;

public sealed class ScenarioReadingTests
{
    private const string Place = """
        places:
          - place: clinic-a
            teryt: "2466011"
            at: 50.29N 18.67E
            source: assumed

        """;

    [Fact]
    public void An_unknown_key_is_named_with_its_line_and_the_key_that_was_meant()
    {
        var problem = ScenarioText.ReadWrong("behaviour:\n  source: assumed\n  misssed: 5%\n");

        problem.ToString().Should().Be(
            "example.yaml:8:3: Unknown key 'misssed' in 'behaviour'. Did you mean 'missed'?");
    }

    [Theory]
    [InlineData("behaviour: { source: assumed, missed: 5 }", "missed", "4.8%")]
    [InlineData("behaviour: { source: assumed, missed: 101% }", "missed", "4.8%")]
    [InlineData("behaviour: { source: assumed, settledAfter: 3h }", "settledAfter", "40d")]
    [InlineData("schedule: { slot: 15 }", "slot", "15min")]
    [InlineData("schedule: { hours: 18:00-08:00 }", "hours", "08:00-18:00")]
    [InlineData("schedule: { source: assumed, firstTime: 392 }", "firstTime", "392/month")]
    [InlineData("schedule: { ages: 18-0 }", "ages", "0-18 or 19+")]
    public void A_wrong_unit_is_refused_with_the_right_one(string lines, string key, string right)
    {
        var problem = ScenarioText.ReadWrong(lines);

        problem.What.Should().Contain($"'{key}'");
        problem.Cure.Should().Contain(right);
    }

    [Fact]
    public void A_figure_about_the_world_needs_a_source()
    {
        var problem = ScenarioText.ReadWrong("behaviour:\n  missed: 5%\n");

        problem.Line.Should().Be(7);
        problem.What.Should().Be("'missed' has no source.");
        problem.Cure.Should().Contain("assumed");
    }

    [Fact]
    public void The_source_of_a_figure_is_the_nearest_one_around_it()
    {
        var behaviour = ScenarioText.ReadWell("""
            behaviour:
              source: far
              missed: 5%
              moved: { value: 40%, source: near }
            """).Behaviour;

        behaviour.Missed.Should().Be(new Figure<Share>(new Share(50_000), "far"));
        behaviour.Moved.Source.Should().Be("near");
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_in_the_order_of_the_file()
    {
        var problems = ScenarioText.Read("""
            seed: many
            behaviour:
              missed: 5
            places:
              - { place: clinic-a, teryt: "12", at: 50.29N 18.67E, colour: red }
            """).Problems;

        problems.Select(problem => problem.Line).Should().BeInAscendingOrder();
        problems.Select(problem => problem.What).Should().BeEquivalentTo(
        [
            "'seed' must be a whole number, 0 or more, and is 'many'.",
            "'missed' cannot be '5'.",
            "'missed' has no source.",
            "'teryt' cannot be '12'.",
            "Unknown key 'colour' in 'places'.",
        ]);
    }

    [Fact]
    public void A_file_that_is_no_YAML_is_named_with_the_line() =>
        ScenarioText.ReadWrong("places:\n  - [unfinished\n").What.Should().StartWith("This is no YAML");

    [Fact]
    public void A_key_twice_is_no_YAML() =>
        ScenarioText.ReadWrong("seed: 1\nseed: 2\n").Cure.Should().Contain("only once");

    [Fact]
    public void A_scenario_that_is_not_there_is_a_problem_like_any_other()
    {
        var reading = ScenarioFile.Read("tinny");

        reading.Scenario.Should().BeNull();
        reading.Problems.Should().ContainSingle().Which.Cure.Should().Be("Did you mean 'tiny'?");
    }

    [Fact]
    public void A_queue_an_arrival_and_a_forecast_are_read_by_category()
    {
        var place = ScenarioText.ReadWell(Place + """
                schedule:
                  firstTime: 2.5/working day
                  slot: 20min
                  weekdays: [mon, wed-fri]
                  ages: { 0-3: 31, 19+: 818 }
                queue:
                  stable: { waiting: 1_200, reportedOver: 55d }
                  urgent: { waiting: 0, reportedOver: 0d, outOfTurn: 2% }
                arrivals: { urgent: 3/week }
                published:
                  stable: { served: 209, meanWait: 55d, forecast: 0d }
                  urgent: { forecast: not applicable }
            """).Places.Single();

        place.Schedule!.FirstTime.Value.Should().Be(new Rate(2_500, RatePer.WorkingDay));
        place.Schedule.SlotMinutes.Should().Be(20);
        place.Schedule.Weekdays.Contains(IsoDayOfWeek.Tuesday).Should().BeFalse();
        place.Schedule.Ages.Should().Equal(
            new Weighted<AgeRange>(new AgeRange(0, 3), 31), new Weighted<AgeRange>(new AgeRange(19, 130), 818));
        place.Queue.Select(queue => queue.Waiting.Value).Should().Equal(1_200, 0);
        place.Queue[1].OutOfTurn.Should().Be(new Share(20_000));
        place.Arrivals.Should().ContainSingle().Which.Category.Should().Be(MedicalCategory.Urgent);
        place.Published.Select(published => published.Forecast).Should().Equal(
            new PublishedForecast.In(0), new PublishedForecast.NotApplicable());
        place.Published[1].Served.Should().BeNull();
    }

    [Fact]
    public void Where_patients_will_go_is_read_in_words()
    {
        var places = ScenarioText.ReadWell("""
            patients:
              source: assumed
              willGoTo: { own place: 3, 2 powiaty: 2, within 25km: 1, 3 nearest places: 1, country: 0 }
            """).Patients.Places;

        places.Should().Equal(
            new Weighted<PlaceChoice>(new PlaceChoice.OwnPlace(), 3),
            new Weighted<PlaceChoice>(new PlaceChoice.Powiaty(2), 2),
            new Weighted<PlaceChoice>(new PlaceChoice.Radius(25), 1),
            new Weighted<PlaceChoice>(new PlaceChoice.NearestPlaces(3), 1));
    }

    [Fact]
    public void Where_nobody_would_go_is_refused() =>
        ScenarioText.ReadWrong("patients: { source: assumed, willGoTo: { the moon: 1 } }").Cure
            .Should().Contain("own powiat");

    [Fact]
    public void A_fault_comes_from_a_file_and_a_phase_may_sharpen_it()
    {
        var phases = ScenarioText.ReadWell("""
            phases:
              - phase: storm
                for: 6d
                faults: [lost-races, { fault: provider-outage, rate: 50%, lasts: 2h }]
              - { phase: calm, for: 4d }
            """).Phases;

        phases[0].Faults[0].Kind.Should().Be(FaultKind.LostRaces);
        phases[0].Faults[1].Rate.Should().Be(new Share(500_000));
        phases[0].Faults[1].Lasts.Should().Be(Duration.FromHours(2));
        phases[1].Faults.Should().BeEmpty();
    }

    [Fact]
    public void A_fault_file_that_is_not_there_is_refused() =>
        ScenarioText.ReadWrong("phases: [{ phase: storm, for: 2d, faults: [earthquake] }]").What
            .Should().Contain("faults/earthquake.yaml");

    [Theory]
    [InlineData("new-category")]
    [InlineData("entitled-patient")]
    public void A_reason_that_is_about_one_patient_cancels_no_days(string reason)
    {
        var problem = ScenarioText.ReadWrong(ScenarioText.TwoPlaces + """
            events:
              - { at: 2026-09-04T07:40, event: cancel-days, places: all, days: 2026-09-07, reason: REASON }
            """.Replace("REASON", reason, StringComparison.Ordinal));

        problem.Line.Should().Be(10);
        problem.What.Should().Contain("unforeseeable");
        problem.Cure.Should().Contain("'reason: unforeseeable'");
    }

    [Theory]
    [InlineData("new-category")]
    [InlineData("entitled-patient")]
    public void A_reason_that_is_about_one_patient_cancels_no_days_in_a_step_either(string reason)
    {
        var problem = ScenarioText.ReadWrong(ScenarioText.TwoPlaces + """
            steps:
              - { by: staff of clinic-a, do: cancel-days, days: 2026-09-07, reason: REASON }
            """.Replace("REASON", reason, StringComparison.Ordinal));

        problem.Line.Should().Be(10);
        problem.What.Should().Contain("unforeseeable");
    }

    [Fact]
    public void Phases_longer_than_the_run_are_refused() =>
        ScenarioText.ReadWrong("phases: [{ phase: calm, for: 11d }]").What.Should().Contain("longer than the run");

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("at least 10", 10, null)]
    [InlineData("at most 60d", null, 60)]
    [InlineData("40d to 60d", 40, 60)]
    public void A_figure_has_bounds(string text, int? least, int? most)
    {
        var figure = ScenarioText.ReadWell($"figures: {{ violations: {text} }}").Expectations.Single();

        (figure.AtLeast, figure.AtMost).Should().Be(((decimal?)least, (decimal?)most));
        figure.IsMetBy(least ?? most!.Value).Should().BeTrue();
        figure.IsMetBy((least ?? 1000) - 1).Should().Be(least is null && most >= 999);
    }

    [Fact]
    public void Places_are_shared_out_over_towns_by_population()
    {
        var places = ScenarioText.ReadWell("""
            placesByTown:
              source: assumed
              inhabitantsPerPlace: 100_000
              firstTime: 10/month
              queue: { stable: { waiting: 100, reportedOver: 50d } }
              arrivals: { stable: 7/month }
              voivodeships:
                - name: one
                  teryt: "24"
                  population: 300_000
                  towns:
                    - { town: Big, teryt: "2466011", at: 50.29N 18.67E, population: 200_000 }
                    - { town: Small, teryt: "2469011", at: 50.26N 19.02E, population: 100_000 }
                - name: two
                  teryt: "16"
                  population: 100_000
                  meanWait: { stable: 150d }
                  towns:
                    - { town: Far, teryt: "1661011", at: 50.67N 17.92E, population: 90_000 }
            """).Places;

        places.Select(place => place.Key).Should().Equal("2466011-1", "2466011-2", "2469011-1", "1661011-1");
        places.Select(place => place.Queue[0].Waiting.Value).Should().Equal(17, 17, 16, 50);
        places.Select(place => place.Schedule!.FirstTime.Value.Thousandths).Should().Equal(2500, 2500, 2500, 2500);
        places[3].Queue[0].ReportedOverDays.Value.Should().Be(150);
    }

    [Fact]
    public void A_town_outside_its_voivodeship_is_refused() =>
        ScenarioText.Read("""
            placesByTown:
              source: assumed
              inhabitantsPerPlace: 100_000
              firstTime: 10/month
              voivodeships:
                - name: one
                  teryt: "12"
                  population: 300_000
                  towns: [{ town: Gliwice, teryt: "2466011", at: 50.29N 18.67E, population: 200_000 }]
            """).Problems.Should().Contain(problem => problem.What.Contains("does not lie in voivodeship 12"));
}
