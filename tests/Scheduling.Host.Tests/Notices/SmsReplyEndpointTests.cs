using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Notices;
using Scheduling.Host.Tests.Http;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>Replies over HTTP, in a served town whose notices go into a file.</summary>
public sealed class SmsReplyEndpointTests(Postgres postgres) : IDisposable
{
    private const string Secret = "the secret of the gateway";
    private const string Said = """{"from": "+48500000001", "text": "NIE"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-notices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Only_the_gateway_brings_replies()
    {
        await using var town = await ServedTown.New(
            postgres, new NoticeSettings(_folder, SmsReplySecret: Secret));
        await using var closed = await ServedTown.New(postgres, new NoticeSettings(_folder));

        (await town.Send(null, "POST", "/sms-replies", Said)).Code.Should().Be("unauthenticated");
        (await town.Send(null, "POST", "/sms-replies", Said, headers: ("Authorization", "Bearer another secret")))
            .Code.Should().Be("unauthenticated");
        foreach (var role in Enum.GetValues<AccessRole>())
        {
            (await town.Send(ServedTown.Of(role), "POST", "/sms-replies", Said)).Code.Should().Be("gateway-only");
        }

        (await Reply(closed, Said)).Code.Should().Be("unauthenticated", "nobody may without a secret");
        var answer = await Reply(town, Said);
        (answer.Status, answer.Member("outcome"), answer.Member("language"))
            .Should().Be((200, "unknown-sender", "pl"));
        (await Reply(town, "{}")).Code.Should().Be("malformed");
        (await Reply(town, Said, "")).Code.Should().Be("key-missing");
        (await Reply(town, Said, "one")).Status.Should().Be(200);
        (await Reply(town, Said.Replace("NIE", "TAK", StringComparison.Ordinal), "one")).Code
            .Should().Be("key-reused");
    }

    [Fact]
    public async Task A_patient_is_reminded_and_replies_and_the_date_is_free_again()
    {
        await using var town = await ServedTown.New(
            postgres, new NoticeSettings(_folder, SmsReplySecret: Secret));
        var made = await town.Send(
            ServedTown.Staff, "POST", "/patients",
            $$"""
            {"pesel": "{{TestPesel.Of(1).Reveal()}}", "contact": {"mobile": "500000001", "language": "english"} }
            """);
        await town.Send(
            ServedTown.Of(AccessRole.Administrator), "PUT", $"/service-places/{Cast.Near}/label",
            """{"label": "Clinic, Katowice"}""");
        var visit = await Book(town, made.Member("patient")!);

        await Until(() => File.Exists(NoticesFile) && Lines().Length == 1);
        Lines()[0].Should().Contain("date-assigned").And.Contain("\"to\":\"+48500000001\"")
            .And.Contain("Your visit is booked: 21 September 2026, 9:00, Clinic, Katowice.");
        town.Town.Clock.Now = Cast.Warsaw(2026, 9, 14, 10, 0);
        await Until(() => Lines().Length == 2);
        Lines()[1].Should().Contain("Your visit is in 7 days").And.Contain("Reply NIE");
        await Until(async () => await town.Town.Database.Number(
            $"select count(*) from scheduling.deliveries where state = 'sent'") == 2);

        var answer = await Reply(town, Said);

        answer.Member("outcome").Should().Be("cancelled");
        (await town.Send(ServedTown.Staff, "GET", visit)).Member("state").Should().Be("cancelled");
        await Until(() => Lines().Length == 3);
        Lines()[2].Should().Contain("date-resigned");
    }

    private string NoticesFile => Path.Combine(_folder, FileSender.FileName);

    private string[] Lines() => File.ReadAllLines(NoticesFile);

    private static async Task<string> Book(ServedTown town, string patient)
    {
        await town.Town.Accept(Cast.NearStaff, Cast.Monday.Publish);
        await Until(async () => (await town.Town.Life(Cast.Monday)).Contains("slot_released"));
        var referral = await town.Send(
            ServedTown.Staff, "POST", "/referrals",
            $$"""{"patient": "{{patient}}", "scope": "02.1100.001.02", "form": "electronic", "category": "stable"}""");
        var visit = await town.Send(
            new Caller(
                AccessRole.Patient, "the patient", new Scheduling.Domain.PatientId(Guid.Parse(patient)), null,
                Scheduling.Domain.Channel.Ikp),
            "POST", "/appointments",
            $$"""
            {"slot": "{{Cast.Monday.Id}}", "report": {"scope": "02.1100.001.02", "contacts": ["mobile"],
             "ages": {"from": 40, "to": 44}, "referral": "{{referral.Id}}"} }
            """);
        visit.Status.Should().Be(201, visit.Body.ToString());
        return visit.Location!;
    }

    private static Task<Answer> Reply(ServedTown town, string said, string? key = null) =>
        town.Send(null, "POST", "/sms-replies", said, key, headers: ("Authorization", $"Bearer {Secret}"));

    private static Task Until(Func<bool> so) => Until(() => Task.FromResult(so()));

    private static async Task Until(Func<Task<bool>> so)
    {
        while (!await so())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
