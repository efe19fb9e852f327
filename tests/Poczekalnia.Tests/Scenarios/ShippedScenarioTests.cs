using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Tests.Scenarios;

public sealed class ShippedScenarioTests
{
    public static TheoryData<string> Names => [.. ScenarioFile.ShippedNames];

    [Fact]
    public void The_scenarios_the_manual_promises_are_there() =>
        ScenarioFile.ShippedNames.Should().Contain(
        [
            "cardiology-poland", "cardiology-warsaw", "cardiology-wielkopolskie-year", "mass-cancellation",
            "midnight-unblock", "orthopaedics-slaskie", "provider-outage", "spring-clock-change", "tiny",
        ]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shipped_scenario_reads_without_a_complaint(string name)
    {
        var reading = ScenarioFile.Read(name);

        reading.Problems.Should().BeEmpty();
        reading.Scenario!.Name.Should().Be(Path.GetFileName(name));
    }

    [Fact]
    public void The_orthopaedic_queues_are_the_published_ones()
    {
        var places = Read("orthopaedics-slaskie").Places;

        places.Should().HaveCount(158);
        Waiting(places, MedicalCategory.Stable).Should().Be(29_145);
        Waiting(places, MedicalCategory.Urgent).Should().Be(14_390);
        Served(places, MedicalCategory.Stable).Should().Be(13_351);
        Served(places, MedicalCategory.Urgent).Should().Be(10_280);
        places.Sum(place => place.Schedule!.FirstTime.Value.Thousandths).Should().Be((13_351 + 10_280) * 1000L);
        places.Should().OnlyContain(place => place.Area.AtLevel(TerytLevel.Voivodeship) == TerytCode.Parse("24"));
    }

    [Fact]
    public void No_data_of_one_clinic_stays_no_data_and_no_days_of_another_stays_no_days()
    {
        var places = Read("orthopaedics-slaskie").Places;

        Forecast(places, "121-212521-308", MedicalCategory.Stable).Should().Be(new PublishedForecast.NoData());
        Forecast(places, "121-107024-016", MedicalCategory.Urgent).Should().Be(new PublishedForecast.In(0));
    }

    [Fact]
    public void The_orthopaedic_scenario_is_run_against_separate_queues_and_credits_its_source()
    {
        var scenario = Read("orthopaedics-slaskie");

        scenario.CompareSeparate.Should().BeTrue();
        scenario.Days.Should().Be(90);
        scenario.Source.Should().Contain("Narodowy Fundusz Zdrowia").And.Contain("2026-08-12");
        scenario.Scopes.Should().ContainSingle().Which.Code.Should().Be(ScopeCode.Parse("02.1580.001.02"));
    }

    [Fact]
    public void The_cardiology_queue_of_the_country_is_shared_out_to_the_last_patient()
    {
        var places = Read("cardiology-poland").Places;

        Waiting(places, MedicalCategory.Urgent).Should().Be(46_954);
        Waiting(places, MedicalCategory.Stable).Should().Be(200_543);
        places.Select(place => place.Area.AtLevel(TerytLevel.Voivodeship)).Distinct().Should().HaveCount(16);
        places.Sum(place => place.Schedule!.FirstTime.Value.Thousandths).Should().Be(66_415_000);
        places.Select(place => place.Key).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Where_people_wait_longer_more_people_wait()
    {
        var places = Read("cardiology-poland").Places;

        // Opolskie 147 days and świętokrzyskie 23, at 0.93 and 1.17 million people.
        InVoivodeship("16").Should().BeGreaterThan(4 * InVoivodeship("26"));

        int InVoivodeship(string code) => Waiting(
            places.Where(place => TerytCode.Parse(code).Contains(place.Area)), MedicalCategory.Urgent);
    }

    [Fact]
    public void The_ten_queues_of_Warsaw_hold_246_urgent_patients() =>
        Waiting(Read("cardiology-warsaw").Places, MedicalCategory.Urgent).Should().Be(246);

    private static Scenario Read(string name) => ScenarioFile.Read(name).Scenario!;

    private static int Waiting(IEnumerable<ScenarioPlace> places, MedicalCategory category) => places
        .SelectMany(place => place.Queue)
        .Where(queue => queue.Category == category)
        .Sum(queue => queue.Waiting.Value);

    private static int Served(IEnumerable<ScenarioPlace> places, MedicalCategory category) => places
        .SelectMany(place => place.Published)
        .Where(published => published.Category == category)
        .Sum(published => published.Served ?? 0);

    private static PublishedForecast Forecast(
        IEnumerable<ScenarioPlace> places, string key, MedicalCategory category) =>
        places.Single(place => place.Key == key).Published.Single(published => published.Category == category).Forecast;
}
