using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>The main story as a client sees it: a date that somebody gives up goes to whoever waits.</summary>
public sealed class StoryTests(Postgres postgres)
{
    [Fact]
    public async Task A_cancelled_date_goes_to_whoever_waits_first()
    {
        await using var town = await ServedTown.New(postgres);
        var (anna, piotr) = (ServedTown.PatientOf(Cast.Anna), ServedTown.PatientOf(Cast.Piotr));

        var slot = await town.Send(
            ServedTown.Staff, "POST", "/slots", Slot.Replace("NEAR", $"{Cast.Near}", StringComparison.Ordinal));
        slot.Status.Should().Be(201);
        slot.Location.Should().Be($"/slots/{slot.Id}");

        // Nobody waits, so it is open to everybody.
        await Until(async () => (await town.Send(anna, "GET", slot.Location!)).Member("state") == "free"
            && (await town.Send(ServedTown.Operator, "GET", $"/streams/slot/{slot.Id}/events"))
                .Body.ToString().Contains("slot_released", StringComparison.Ordinal));
        var visit = await town.Send(
            anna, "POST", "/appointments",
            $$"""{"slot": "{{slot.Id}}", "report": {{await Report(town, Cast.Anna)}}}""");
        visit.Status.Should().Be(201, visit.Body.ToString());

        var entry = await town.Send(
            piotr, "POST", "/waiting-entries",
            $$"""{"report": {{await Report(town, Cast.Piotr)}}, "consent": "given"}""");
        entry.Status.Should().Be(201, entry.Body.ToString());
        (await town.Send(piotr, "GET", entry.Location!)).Member("state").Should().Be("waiting");

        (await town.Send(anna, "POST", $"{visit.Location}/cancel")).Status.Should().Be(200);

        await Until(async () => (await town.Send(piotr, "GET", entry.Location!)).Member("state") == "assigned");
        var given = (await town.Send(piotr, "GET", entry.Location!)).Body.GetProperty("data");
        given.GetProperty("slot").GetString().Should().Be(slot.Id);
        var appointment = await town.Send(piotr, "GET", $"/appointments/{given.GetProperty("appointment")}");
        appointment.Member("state").Should().Be("booked");
        appointment.ETag.Should().Be("\"1\"");
    }

    private const string Slot = """
        {"place": "NEAR", "offer": {"scope": "02.1100.001.02", "kind": "first-time", "mode": "in-person",
         "start": "2026-09-21T09:00:00", "minutes": 20}}
        """;

    private static async Task<string> Report(ServedTown town, Somebody somebody)
    {
        var referral = await town.Send(
            ServedTown.Staff, "POST", "/referrals",
            $$"""
            {"patient": "{{somebody.Patient}}", "scope": "{{somebody.Scope}}", "form": "electronic",
             "category": "stable"}
            """);
        referral.Status.Should().Be(201, referral.Body.ToString());
        return $$"""
            {"scope": "{{somebody.Scope}}", "contacts": ["mobile"], "ages": {"from": 40, "to": 44},
             "referral": "{{referral.Id}}"}
            """;
    }

    private static async Task Until(Func<Task<bool>> so)
    {
        while (!await so())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
