using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Commands;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Notices;
using Scheduling.Host.Settings;
using Scheduling.Host.Tests.Notices;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Patients;

/// <summary>
/// A whole story over HTTP with a Host in a process of its own, a mail server and a gateway: then everything that was
/// written is searched for what was said in confidence.
/// </summary>
public sealed class LeakTests(Postgres postgres) : IDisposable
{
    private const string Secret = "the secret of the gateway";
    private const string Email = "unmistakable.anna@patients.example";
    private const string NextEmail = "unmistakable.other@patients.example";
    private const string Mobile = "+48599888777";
    private const string NextMobile = "+48599888666";
    private const string Name = "Unmistakabella";
    private const string NextName = "Testowaniecka";
    private const string Handle = "unmistakable-handle-1";

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-leaks-").FullName;
    private readonly HttpClient _client = new();
    private int _keys;

    private static string Number => TestPesel.Of(4711).Reveal();

    private static ClearValues Clear { get; } = new(
        Number, Email, NextEmail, Mobile, Mobile[3..], NextMobile, NextMobile[3..], Name, NextName, Handle, Secret);

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_said_in_confidence_stands_in_what_was_written()
    {
        await using var town = await Town.New(postgres);
        await town.Database.Execute($"""
            insert into scheduling.virtual_clock (now) values ({Cast.Start.ToDateTimeUtc()})
            """);
        await using var mail = new SmtpCatcher();
        await using var gateway = await GatewayCatcher.Start();
        var caseFile = Path.Combine(_folder, "case.ndjson");
        var said = new StringBuilder();
        await using (var host = HostProcess.Start(
            town.Database.Database.Connection, SettingsFor(mail, gateway), "serve", "--url", "http://127.0.0.1:0"))
        {
            await Live(town, await host.Url(), mail, gateway);
            await host.Kill();
            said.Append(host.Output);
        }

        foreach (var command in new[] { "export", "deliveries", "due", "audit" })
        {
            await using var host = HostProcess.Start(
                town.Database.Database.Connection, command == "export" ? [command, caseFile] : [command]);
            await host.EndWell();
            said.Append(host.Output);
        }

        Clear.In(said.ToString()).Should().BeEmpty();
        Clear.In(await File.ReadAllTextAsync(caseFile)).Should().BeEmpty();
        (await Clear.In(town.Database)).Should().BeEmpty();

        // So that what was searched was there: the person is known, and every part has something of the story.
        (await town.Database.Number($"select count(*) from patient.person")).Should().Be(1);
        foreach (var table in new[] { "mt_events", "commands", "notice_intents", "deliveries", "requests", "due_work" })
        {
            (await ClearValues.TablesOf(town.Database)).Should().Contain($"scheduling.{table}");
        }
    }

    private async Task Live(Town town, string url, SmtpCatcher mail, GatewayCatcher gateway)
    {
        var made = await Send(url, Staff, "POST", "/patients", PatientBody(Number, Contact(Email, Mobile, Name)));
        var patient = made.GetProperty("patient").GetString()!;
        await Send(url, Staff, "POST", "/patients/find", Pesel(Number));
        var self = new Caller(AccessRole.Patient, patient, new PatientId(Guid.Parse(patient)), null, Channel.Ikp);
        await Send(url, self, "PUT", $"/patients/{patient}", Contact(NextEmail, NextMobile, NextName));
        await Send(url, self, "GET", $"/patients/{patient}");

        // What is wrong is said in confidence too.
        await Send(url, Staff, "POST", "/patients", PatientBody(Number, """{"language": "latin"}"""), 400);
        await Send(url, Staff, "POST", "/patients", PatientBody($"{Number}0", Contact(Email, Mobile, Name)), 400);
        await Send(url, self, "PUT", $"/patients/{patient}", Contact(Email, $"{Mobile}x", Name), 400);
        await Send(url, self, "POST", "/appointments", PatientBody(Number, Contact(Email, Mobile, Name)), 400);

        var visit = await Book(town, url, self, patient);
        await Until(() => Task.FromResult(mail.Mails.Count == 1 && gateway.Posts.Count == 2));
        mail.Mails[0].To.Should().Be(NextEmail);

        // From now on servers complain, and name the recipient.
        mail.AnswerToRecipient = to => $"550 {to}: no such user, nor {Name}";
        gateway.Answer = (post, response) =>
        {
            response.StatusCode = post.Key.EndsWith("/sms", StringComparison.Ordinal) ? 202 : 400;
            response.Headers["X-Reason"] = post.Body.Replace("\n", "", StringComparison.Ordinal);
        };
        await town.Database.Execute($"""
            update scheduling.virtual_clock set now = {Cast.Warsaw(2026, 9, 14, 10, 0).ToDateTimeUtc()}
            """);
        await Until(async () => await States(town) is ["parked 2", "pending 1", "sent 4"]);
        await Reply(url, Mobile, "NIE", "unknown-sender");
        await Reply(url, NextMobile, $"NIE, {Name}", "not-understood");
        await Reply(url, NextMobile, "NIE", "cancelled");
        (await Send(url, Staff, "GET", visit)).GetProperty("state").GetString().Should().Be("cancelled");
        await Until(async () => await States(town) is ["parked 4", "pending 2", "sent 5"]);
    }

    private async Task<string> Book(Town town, string url, Caller self, string patient)
    {
        await town.Accept(Cast.NearStaff, Cast.Monday.Publish);
        await Until(async () => (await town.Life(Cast.Monday)).Contains("slot_released"));
        var referral = await Send(
            url, Staff, "POST", "/referrals",
            $$"""{"patient": "{{patient}}", "scope": "02.1100.001.02", "form": "electronic", "category": "stable"}""");
        var visit = await Send(
            url, self, "POST", "/appointments",
            $$"""
            {"slot": "{{Cast.Monday.Id}}", "report": {"scope": "02.1100.001.02",
             "contacts": ["mobile", "email", "push"], "ages": {"from": 40, "to": 44},
             "referral": "{{referral.GetProperty("id")}}"} }
            """);
        return $"/appointments/{visit.GetProperty("id")}";
    }

    private Task<JsonElement> Reply(string url, string from, string text, string outcome) =>
        Send(url, null, "POST", "/sms-replies", $$"""{"from": "{{from}}", "text": "{{text}}"}""", outcome: outcome);

    private async Task<JsonElement> Send(
        string url, Caller? caller, string method, string path, string? body = null, int? status = null,
        string? outcome = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(url + path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", caller is null ? Secret : TokenOf(caller));
        request.Headers.Add("Idempotency-Key", $"key {++_keys}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (status is { } expected)
        {
            ((int)response.StatusCode).Should().Be(expected, text);
        }
        else
        {
            response.IsSuccessStatusCode.Should().BeTrue(text);
        }

        var answer = JsonDocument.Parse(text).RootElement.Clone();
        if (outcome is not null)
        {
            answer.GetProperty("outcome").GetString().Should().Be(outcome);
        }

        return answer;
    }

    private static Caller Staff { get; } = new(AccessRole.Staff, "staff of near", Place: Cast.Near);

    // The Host in its process takes its keys from below the folder where it was started, which is this one.
    private static string TokenOf(Caller caller) =>
        LocalIssuer.In(TokenCommand.KeysBelow(Environment.CurrentDirectory))
            .Issue(caller, SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife);

    private (string Name, string Value)[] SettingsFor(SmtpCatcher mail, GatewayCatcher gateway) =>
    [
        .. new (Setting Setting, string Value)[]
        {
            (NoticeSettings.EmailSetting, "smtp"), (NoticeSettings.HostSetting, "127.0.0.1"),
            (NoticeSettings.PortSetting, $"{mail.Port}"), (NoticeSettings.TlsSetting, "none"),
            (NoticeSettings.FromSetting, "host@clinic.example"), (NoticeSettings.SmsSetting, "http"),
            (NoticeSettings.SmsGatewaySetting, $"{gateway.Address}"), (NoticeSettings.PushSetting, "http"),
            (NoticeSettings.PushGatewaySetting, $"{gateway.Address}"), (NoticeSettings.GatewaySecretSetting, Secret),
            (NoticeSettings.SmsReplySecretSetting, Secret), (NoticeSettings.FolderSetting, _folder),
            (SettingsTable.LogLevel, "trace"),
        }.Select(each => (each.Setting.Variable, each.Value)),
    ];

    private static string Pesel(string number) => $$"""{"pesel": "{{number}}"}""";

    private static string PatientBody(string number, string contact) =>
        $$"""{"pesel": "{{number}}", "contact": {{contact}} }""";

    private static string Contact(string email, string mobile, string name) =>
        $$"""
        {"email": "{{email}}", "mobile": "{{mobile}}", "name": "{{name}}", "pushHandle": "{{Handle}}",
         "language": "english"}
        """;

    private static Task<IReadOnlyList<string>> States(Town town) =>
        town.Database.Rows($"select state, count(*) from scheduling.deliveries group by 1 order by 1");

    private static async Task Until(Func<Task<bool>> so)
    {
        while (!await so())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
