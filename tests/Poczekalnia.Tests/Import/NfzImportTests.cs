using System.Text;
using Poczekalnia.Import;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Tests.Import;

public sealed class NfzImportTests : IDisposable
{
    private const string Data = "stable-001.json: data[0].attributes.";

    private static readonly ScopeCode Scope = ScopeCode.Parse("02.1580.001.02");

    private readonly string _folder = Directory.CreateTempSubdirectory("pages-").FullName;

    public NfzImportTests()
    {
        foreach (var page in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Import", "pages")))
        {
            File.Copy(page, Path.Combine(_folder, Path.GetFileName(page)));
        }
    }

    private string Target => Path.Combine(_folder, "made.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Stable_and_urgent_records_of_a_clinic_become_one_place()
    {
        var scenario = Import();

        scenario.Places.Should().HaveCount(7);
        var place = Place(scenario, "121-100010-032");
        place.Queue.Select(queue => (queue.Category, queue.Waiting.Value, queue.ReportedOverDays.Value)).Should().Equal(
            (MedicalCategory.Stable, 524, 55), (MedicalCategory.Urgent, 481, 28));
        place.Schedule!.FirstTime.Value.Should().Be(new Rate(502_000, RatePer.Month));
        place.Arrivals.Select(arrival => arrival.Rate.Value.Thousandths).Should().Equal(209_000, 293_000);
        place.Location.Should().Be(new GeoPoint(5_030_000, 1_895_000));
        place.LocationIs.Should().Be(LocationKind.PowiatSeat);
    }

    [Fact]
    public void The_three_kinds_of_none_stay_three()
    {
        var scenario = Import();

        Forecast(scenario, "121-212521-308").Should().Be(new PublishedForecast.NoData());
        Forecast(scenario, "121-212521-093").Should().Be(new PublishedForecast.NotApplicable());
        Forecast(scenario, "121-107024-016").Should().Be(new PublishedForecast.In(0));
    }

    [Fact]
    public void Exchanged_coordinates_are_put_right_and_told()
    {
        Place(Import(), "121-213296-059").Location.Should().Be(new GeoPoint(5_011_319, 1_900_842));

        Run().Warnings.Should().Contain(warning => warning.Contains("exchanged"));
    }

    [Fact]
    public void Ages_follow_specialty_and_list()
    {
        var scenario = Import();

        Ages(scenario, "121-100010-032").Should().Equal(new AgeRange(19, 130));
        Ages(scenario, "123-108152-003").Should().BeEmpty("it takes children and adults");
        Ages(scenario, "123-207008-036").Should().Equal(new AgeRange(0, 3), new AgeRange(19, 130));
    }

    [Fact]
    public void The_same_pages_give_the_same_bytes()
    {
        Import();
        var first = File.ReadAllBytes(Target);
        Import();

        File.ReadAllBytes(Target).Should().Equal(first);
    }

    [Fact]
    public void Nothing_of_persons_or_addresses_is_kept()
    {
        Import();

        var text = File.ReadAllText(Target, Encoding.UTF8);
        text.Should().NotContain("PORADNIA").And.NotContain("DOROSŁYCH").And.NotContain("phone");
    }

    [Theory]
    [InlineData("stable-001.json", "\"awaiting\": 524", "\"awaiting\": -1", Data + "statistics.provider-data.awaiting")]
    [InlineData("stable-001.json", "\"awaiting\": 524", "\"awaiting\": 5.4", "provider-data.awaiting: must be a whole")]
    [InlineData("stable-001.json", "\"teryt-place\": \"2463011\"", "\"teryt-place\": \"24\"", Data + "teryt-place")]
    [InlineData("stable-001.json", "\"teryt-place\": \"2463011\"", "\"teryt-place\": \"1261011\"", "which is TERYT 24")]
    [InlineData("stable-001.json", "\"update\": \"2026-07\"", "\"update\": \"July\"", "provider-data.update")]
    [InlineData("stable-001.json", "\"pcus\": \"2 mies.\"", "\"pcus\": \"2 months\"", Data + "dates.pcus")]
    [InlineData("stable-001.json", "\"case\": 1", "\"case\": 2", Data + "case")]
    [InlineData("stable-001.json", "province=12", "province=24", "no NFZ branch")]
    [InlineData("stable-001.json", "\"count\": 7", "\"count\": 8", "stable-002.json: meta.count")]
    [InlineData("stable-002.json", "\"page\": 2", "\"page\": 3", "page 2 of the stable (case=1) cases is missing")]
    [InlineData("urgent-002.json", "\"page\": 2", "\"page\": 1", "is there twice")]
    [InlineData("urgent-001.json", "\"pcus\"", "\"date\"", "1.3 shape")]
    [InlineData("urgent-001.json", "\"data\": [", "\"data\": ", "is no JSON")]
    public void A_broken_page_is_named_with_file_and_field_and_nothing_is_written(
        string file, string right, string wrong, string named)
    {
        Break(file, right, wrong);

        var outcome = Run();

        outcome.IsDone.Should().BeFalse();
        outcome.Errors.Should().Contain(error => error.Contains(named));
        Directory.GetFiles(_folder, "made*").Should().BeEmpty();
    }

    [Fact]
    public void A_page_that_is_missing_is_missed()
    {
        File.Delete(Path.Combine(_folder, "urgent-002.json"));

        Run().Errors.Should().ContainSingle().Which.Should().Be(
            "urgent-001.json: meta.count: says 7 records of urgent (case=2) cases, and 4 are there: "
            + "a page is missing or cut.");
    }

    [Fact]
    public void A_failed_import_leaves_an_earlier_scenario_alone()
    {
        Import();
        var before = File.ReadAllText(Target);
        Break("urgent-001.json", "\"count\": 7", "\"count\": 9");

        Run().IsDone.Should().BeFalse();

        File.ReadAllText(Target).Should().Be(before);
    }

    [Fact]
    public void Statistics_that_are_null_are_no_data_and_not_nobody()
    {
        Break("urgent-001.json", "\"statistics\": {", "\"statistics\": null, \"unused\": {");

        var queue = Place(Import(), "121-100010-032").Queue;

        queue.Should().ContainSingle().Which.Category.Should().Be(MedicalCategory.Stable);
    }

    // Only the first place of the file is changed.
    private void Break(string file, string right, string wrong)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        at.Should().BePositive();
        var everywhere = right.StartsWith("province", StringComparison.Ordinal) || right == "\"pcus\"";
        File.WriteAllText(path, everywhere
            ? text.Replace(right, wrong, StringComparison.Ordinal)
            : text.Remove(at, right.Length).Insert(at, wrong));
    }

    private NfzImportOutcome Run() => NfzImport.Run(_folder, Scope, Target);

    private Scenario Import()
    {
        Run().Errors.Should().BeEmpty();
        return ScenarioFile.Read(Target).Scenario!;
    }

    private static ScenarioPlace Place(Scenario scenario, string key) =>
        scenario.Places.Single(place => place.Key == key);

    private static PublishedForecast Forecast(Scenario scenario, string key) =>
        Place(scenario, key).Published.Single(published => published.Category == MedicalCategory.Urgent).Forecast;

    private static IEnumerable<AgeRange> Ages(Scenario scenario, string key) =>
        Place(scenario, key).Schedule!.Ages.Select(ages => ages.Value);
}
