using System.Text.Json;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>Why a slot went where it went, why not elsewhere, why a command was refused, and by which rules.</summary>
public sealed class WhyTests(Postgres postgres)
{
    private static readonly Somebody Picky = new("picky", 7)
    {
        Category = MedicalCategory.Urgent,
        Criteria = new Criteria(PlaceCriterion.In(TerytCode.Parse("12"))),
    };

    [Fact]
    public async Task A_slot_tells_who_got_it_who_stood_before_and_who_was_next()
    {
        await using var town = await Assigned();

        var why = await town.Send(ServedTown.Staff, "GET", $"/slots/{Cast.Monday.Id}/why");

        var told = why.Body.GetProperty("events").EnumerateArray().ToList();
        told.Select(each => each.GetProperty("what").GetString()!.Split(' ')[0])
            .Should().Equal("published", "assigned");
        told[1].GetProperty("position").GetInt64().Should().BePositive();
        var decision = told[1].GetProperty("decision");
        decision.GetProperty("winner").GetString().Should().Be($"{Cast.Anna.Entry}");
        decision.GetProperty("stoodBefore").GetInt64().Should().Be(1);
        decision.GetProperty("passed")[0].GetProperty("entry").GetString().Should().Be($"{Picky.Entry}");
        decision.GetProperty("passed")[0].GetProperty("rule").GetString().Should().Be("place");
        decision.GetProperty("fitting").EnumerateArray().Select(each => each.GetProperty("entry").GetString())
            .Should().Equal($"{Cast.Anna.Entry}", $"{Cast.Piotr.Entry}");
        why.ETag.Should().Be("\"2\"");
    }

    [Fact]
    public async Task An_entry_tells_why_it_did_not_get_a_slot()
    {
        await using var town = await Assigned();
        await town.Town.Accept(Cast.ByIkp, new CancelByPatient(
            new AppointmentId(await Field(town, $"/waiting-entries/{Cast.Anna.Entry}", "appointment"))));
        while ((await town.Send(ServedTown.Operator, "GET", $"/waiting-entries/{Cast.Piotr.Entry}"))
            .Member("state") != "assigned")
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        (await Codes(ServedTown.PatientOf(Cast.Anna), Cast.Anna)).Should().Equal("got-it ", "not-waiting ");
        (await Codes(ServedTown.PatientOf(Cast.Piotr), Cast.Piotr)).Should().Equal("outranked ", "got-it ");
        (await Codes(ServedTown.Staff, Picky)).Should().Equal("ineligible place", "ineligible place");

        var asPatient = await WhyNot(ServedTown.PatientOf(Cast.Piotr), Cast.Piotr);
        asPatient.Body.ToString().Should().NotContain($"\"by\"").And.Contain("report 1");
        (await WhyNot(ServedTown.Staff, Cast.Piotr)).Body.GetProperty("answers")[0].GetProperty("by").GetString()
            .Should().Be($"{Cast.Anna.Entry}");
        (await WhyNot(ServedTown.PatientOf(Cast.Anna), Cast.Piotr)).Code.Should().Be("not-found");
        (await town.Send(ServedTown.Staff, "GET", $"/waiting-entries/{Cast.Anna.Entry}/why-not"))
            .Code.Should().Be("malformed");
        (await town.Send(
            ServedTown.Staff, "GET", $"/waiting-entries/{Cast.Anna.Entry}/why-not?slot={Cast.Tuesday.Id}"))
            .Code.Should().Be("not-found");

        Task<Answer> WhyNot(Caller caller, Somebody somebody) => town.Send(
            caller, "GET", $"/waiting-entries/{somebody.Entry}/why-not?slot={Cast.Monday.Id}");

        async Task<IEnumerable<string>> Codes(Caller caller, Somebody somebody) =>
            (await WhyNot(caller, somebody)).Body.GetProperty("answers").EnumerateArray().Select(each =>
                $"{each.GetProperty("code")} {(each.TryGetProperty("rule", out var rule) ? rule.ToString() : "")}");
    }

    [Fact]
    public async Task A_refused_booking_says_why_to_whoever_knows_its_correlation()
    {
        await using var town = await Assigned();
        await town.Town.Accept(Actor.System, new Somebody("late", 8).Refer);
        var refused = await town.Send(
            ServedTown.Staff, "POST", "/appointments",
            $$$"""
            {"slot": "{{{Cast.Monday.Id}}}", "report": {"scope": "{{{Cast.Cardiology}}}", "contacts": ["mobile"],
             "patient": "{{{new Somebody("late", 8).Patient}}}", "ages": {"from": 40, "to": 44},
             "referral": "{{{new Somebody("late", 8).Referral}}}"}}
            """);
        refused.Code.Should().Be("slot-taken");

        var why = await town.Send(
            ServedTown.Staff, "GET", $"/commands/{refused.Member("correlationId")}",
            headers: ("Accept-Language", "en"));

        var command = why.Body.GetProperty("commands")[0];
        command.GetProperty("operation").GetString().Should().Be("book-publicly");
        command.GetProperty("answer").GetString().Should().Be("refused");
        command.GetProperty("code").GetString().Should().Be("slot-taken");
        command.GetProperty("why").GetString().Should().NotBeEmpty();
        command.GetProperty("arguments").GetProperty("slot").GetString().Should().Be($"{Cast.Monday.Id}");
        (await town.Send(ServedTown.Operator, "GET", $"/commands/{command.GetProperty("id")}"))
            .Body.GetProperty("commands").GetArrayLength().Should().Be(1);
        var elsewhere = new Caller(AccessRole.Integrator, "software of far", Place: Cast.Far);
        (await town.Send(elsewhere, "GET", $"/commands/{refused.Member("correlationId")}"))
            .Code.Should().Be("not-found");
    }

    [Fact]
    public async Task Policies_and_windows_are_shown_and_who_has_them_need_not_be_told_again()
    {
        await using var town = await ServedTown.New(postgres);
        await StoredPolicies.Keep(town.Town.Database.Source, PolicyFile.Shipped());
        var anna = ServedTown.PatientOf(Cast.Anna);

        var policies = (await town.Send(anna, "GET", "/policies")).Body.GetProperty("policies").EnumerateArray();
        var used = policies.Single(policy => policy.GetProperty("scopes").GetArrayLength() > 0);
        used.GetProperty("ref").GetString().Should().Be(TestPolicies.Specialist.Ref.Value);
        var address = $"/policies/{Uri.EscapeDataString(TestPolicies.Specialist.Ref.Value)}";
        var policy = await town.Send(anna, "GET", address);
        policy.Body.GetProperty("content").ValueKind.Should().Be(JsonValueKind.Object);
        (await town.Send(anna, "GET", address, headers: ("If-None-Match", policy.ETag!))).Status.Should().Be(304);
        (await town.Send(anna, "GET", "/policies/none")).Code.Should().Be("not-found");

        // The matcher, which has just been started, writes to it when it has offered every day.
        Answer window;
        do
        {
            window = await town.Send(anna, "GET", $"/booking-windows/{Cast.Cardiology}");
            window.Member("through").Should().Be("2026-10-17");
        }
        while (window.Member("sweptThrough") != "2026-10-17");

        (await town.Send(
            anna, "GET", $"/booking-windows/{Cast.Cardiology}", headers: ("If-None-Match", window.ETag!)))
            .Status.Should().Be(304);
        (await town.Send(
            anna, "GET", $"/booking-windows/{Cast.Cardiology}", headers: ("If-None-Match", "\"0\"")))
            .Status.Should().Be(200);
        (await town.Send(anna, "GET", "/booking-windows/cardiology")).Code.Should().Be("malformed");
        (await town.Send(anna, "GET", $"/booking-windows/{Cast.Orthopaedics}")).Code.Should().Be("scope-not-open");
    }

    // Three wait; the first in order will not go there, so the second gets the time that is published.
    private async Task<ServedTown> Assigned()
    {
        var town = await ServedTown.New(postgres);
        foreach (var each in (Somebody[])[Cast.Anna, Cast.Piotr, Picky])
        {
            await town.Town.Accept(Actor.System, each.Refer);
            await town.Town.Accept(Cast.ByIkp, each.Join);
        }

        await town.Town.Accept(Actor.System, Cast.Monday.Publish);
        while ((await town.Send(ServedTown.Operator, "GET", $"/waiting-entries/{Cast.Anna.Entry}"))
            .Member("state") != "assigned"
            || await town.Town.Database.Number($"select count(*) from read.entry") < 3)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return town;
    }

    private static async Task<Guid> Field(ServedTown town, string address, string field) =>
        (await town.Send(ServedTown.Operator, "GET", address)).Body.GetProperty("data").GetProperty(field)
        .Deserialize<Guid>();
}
