using System.Globalization;
using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>Who has seen an older version of a record changes nothing.</summary>
public sealed class IfMatchTests(Postgres postgres)
{
    private const string Moved = """{"providerCode": "P-9"}""";

    private static readonly string Place = $"/service-places/{Cast.Near}";

    [Fact]
    public async Task What_was_seen_is_changed_and_what_has_changed_since_is_not()
    {
        await using var town = await ServedTown.New(postgres);
        var seen = (await town.Send(ServedTown.Operator, "GET", Place)).ETag!;

        (await Move(town, seen)).Status.Should().Be(200);
        var before = await town.Town.Life(Cast.Near);
        var stale = await Move(town, seen);

        (stale.Status, stale.Code).Should().Be((412, "stale-version"));
        stale.Member("detail").Should().Contain($"place/{Cast.Near}");
        (await town.Town.Life(Cast.Near)).Should().Equal(before);
        (await Move(town, "*", "P-10")).Status.Should().Be(200);
        var now = (await town.Send(ServedTown.Operator, "GET", Place)).ETag!;
        (await Move(town, $"{seen}, {now}", "P-11")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_weak_tag_matches_nothing_and_what_is_no_tag_is_malformed()
    {
        await using var town = await ServedTown.New(postgres);
        var seen = (await town.Send(ServedTown.Operator, "GET", Place)).ETag!;

        (await Move(town, $"W/{seen}")).Code.Should().Be("stale-version");
        (await Move(town, "\"never\"")).Code.Should().Be("stale-version");
        foreach (var bad in new[] { "3", "\"3", "three" })
        {
            (await Move(town, bad)).Code.Should().Be("malformed", bad);
        }

        (await town.Send(
            ServedTown.Operator, "POST", "/referrals", "{}", headers: ("If-Match", "\"1\""))).Code
            .Should().Be("malformed");
        (await town.Send(ServedTown.Operator, "GET", Place)).ETag.Should().Be(seen);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_with_another_tag_it_is_another_one()
    {
        await using var town = await ServedTown.New(postgres);
        var seen = (await town.Send(ServedTown.Operator, "GET", Place)).ETag!;

        var first = await Move(town, seen, key: "one");
        var again = await Move(town, seen, key: "one");
        var other = await Move(town, "*", key: "one");

        first.Status.Should().Be(200);
        again.Body.ToString().Should().Be(first.Body.ToString());
        other.Code.Should().Be("key-reused");
    }

    [Fact]
    public async Task Of_many_who_have_seen_the_same_version_one_changes_it()
    {
        await using var town = await ServedTown.New(postgres);
        var seen = (await town.Send(ServedTown.Operator, "GET", Place)).ETag!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            each => Move(town, seen, string.Create(CultureInfo.InvariantCulture, $"Q-{each}"))));

        answers.Count(answer => answer.Status == 200).Should().Be(1);
        answers.Count(answer => answer.Code == "stale-version").Should().Be(answers.Length - 1);
        (await town.Town.Life(Cast.Near)).Count(name => name == "service_place_moved").Should().Be(1);
    }

    [Fact]
    public async Task The_record_that_is_meant_is_the_one_at_the_end_of_the_address()
    {
        await using var town = await ServedTown.New(postgres);
        await town.Town.Accept(Actor.System, Cast.Anna.Refer);
        await town.Town.Accept(Cast.ByIkp, Cast.Anna.Join);
        var anna = ServedTown.PatientOf(Cast.Anna);
        var entry = $"/waiting-entries/{Cast.Anna.Entry}";
        var seen = (await town.Send(anna, "GET", entry)).ETag!;
        var criteria = $"/reports/{Cast.Anna.Report}/entries/{Cast.Anna.Entry}/criteria";

        (await town.Send(
            anna, "PUT", criteria, """{"criteria": {"minimumNoticeDays": 3}}""", headers: ("If-Match", seen))).Status
            .Should().Be(200);
        (await town.Send(anna, "POST", $"{entry}/withdraw", headers: ("If-Match", seen))).Code
            .Should().Be("stale-version");
        (await town.Send(anna, "GET", entry)).Member("state").Should().Be("waiting");
    }

    private static Task<Answer> Move(ServedTown town, string tag, string provider = "P-9", string? key = null) =>
        town.Send(
            ServedTown.Operator, "POST", $"{Place}/move",
            Moved.Replace("P-9", provider, StringComparison.Ordinal), key, headers: ("If-Match", tag));
}
