using System.Globalization;
using Scheduling.Domain;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>What is wrong is told by a stable code, and changes nothing.</summary>
public sealed class BadInputTests(Postgres postgres)
{
    private const string Referral = """
        {"patient": "0190a6c2-0000-8000-8000-000000000001", "scope": "02.1100.001.02", "form": "electronic",
         "category": "stable"}
        """;

    [Fact]
    public async Task What_is_malformed_is_told_by_field_and_changes_nothing()
    {
        await using var town = await ServedTown.New(postgres);
        (string Body, int Status, string Code)[] cases =
        [
            ("{", 400, "malformed"),
            ("[]", 400, "malformed"),
            ("null", 400, "malformed"),
            ("""{"patient": "0190"}""", 400, "malformed"),
            (Referral.Replace("stable", "quite urgent", StringComparison.Ordinal), 400, "malformed"),
            (Referral.Replace("02.1100.001.02", "cardiology", StringComparison.Ordinal), 400, "malformed"),
            (Referral.Replace("}", ", \"note\": \"hello\"}", StringComparison.Ordinal), 400, "malformed"),
            (Referral.Replace("}", ", \"form\": \"paper\"}", StringComparison.Ordinal), 400, "malformed"),
            ($"\"{new string('x', CommandEndpoint.BodyMax)}\"", 413, "body-too-large"),
        ];
        foreach (var (body, status, code) in cases)
        {
            var answer = await town.Send(ServedTown.Staff, "POST", "/referrals", body);
            (answer.Status, answer.Code).Should().Be((status, code), body.Length > 200 ? "long" : body);
        }

        (await town.Send(ServedTown.Staff, "POST", "/referrals", Referral, media: "text/plain"))
            .Code.Should().Be("media-type");
        (await town.Send(ServedTown.Staff, "POST", "/referrals", Referral, key: new string('k', 201)))
            .Code.Should().Be("key-missing");
        (await town.Send(ServedTown.Staff, "GET", "/events?limit=many")).Code.Should().Be("role-not-allowed");
        (await town.Send(ServedTown.Operator, "GET", "/events?limit=many")).Code.Should().Be("malformed");
        (await town.Send(ServedTown.Operator, "GET", "/events?limit=1001")).Code.Should().Be("malformed");
        (await town.Town.Database.Number($"select count(*) from scheduling.mt_streams where type = 'referral'"))
            .Should().Be(0);
        (await town.Town.Database.Number($"select count(*) from scheduling.requests")).Should().Be(0);
    }

    [Fact]
    public async Task Unknown_addresses_and_methods_are_problems_too()
    {
        await using var town = await ServedTown.New(postgres);

        (await town.Send(ServedTown.Operator, "GET", "/nowhere")).Code.Should().Be("no-such-route");
        (await town.Send(ServedTown.Operator, "DELETE", "/referrals")).Code.Should().Be("method-not-allowed");
        (await town.Send(ServedTown.Operator, "GET", "/slots/none")).Code.Should().Be("no-such-route");
        (await town.Send(ServedTown.Operator, "GET", $"/slots/{Guid.Empty}")).Code.Should().Be("not-found");
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_another_request_under_it_is_refused()
    {
        await using var town = await ServedTown.New(postgres);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => town.Send(ServedTown.Staff, "POST", "/referrals", Referral, "one")));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        answers.Select(answer => answer.Body.ToString()).Distinct().Should().ContainSingle();
        (await town.Town.Life(new ReferralId(Guid.Parse(answers[0].Id, CultureInfo.InvariantCulture))))
            .Should().Equal("referral_issued");
        var urgent = Referral.Replace("stable", "urgent", StringComparison.Ordinal);
        var other = await town.Send(ServedTown.Staff, "POST", "/referrals", urgent, "one");
        (other.Status, other.Code).Should().Be((422, "key-reused"));
    }

    [Fact]
    public async Task Problems_speak_the_language_that_is_asked_for_and_carry_the_correlation()
    {
        await using var town = await ServedTown.New(postgres);
        var correlation = $"{Ids.Derive("a correlation")}";

        var polish = await town.Send(ServedTown.Staff, "POST", "/referrals", "{}");
        var english = await town.Send(
            ServedTown.Staff, "POST", "/referrals", "{}",
            headers: [("Accept-Language", "de, en;q=0.8"), ("X-Correlation-Id", correlation)]);

        polish.Member("detail").Should().StartWith("Pole");
        english.Member("detail").Should().StartWith("The field");
        english.Member("correlationId").Should().Be(correlation);
        english.Correlation.Should().Be(correlation);
        english.Member("type").Should().Be("/problems/malformed");
    }

    [Fact]
    public void Every_status_belongs_to_a_code_that_somebody_can_get() =>
        HttpProblem.CodesWithStatus.Should().OnlyContain(
            code => RefusalText.Find(code) != null || HttpRefusals.Codes.Contains(code));
}
