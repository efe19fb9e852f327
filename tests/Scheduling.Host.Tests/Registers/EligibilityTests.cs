using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Registers;
using Scheduling.Host.Settings;
using Scheduling.Host.Tests.Http;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Registers;

/// <summary>Where a policy says so, a register is asked on the day of booking, and its answer decides.</summary>
public sealed class EligibilityTests(Postgres postgres)
{
    private static readonly LocalDate Today = new(2026, 9, 7);

    [Theory]
    [InlineData(EligibilityVerdict.Eligible, null)]
    [InlineData(EligibilityVerdict.NotEligible, "not-eligible")]
    [InlineData(EligibilityVerdict.Unavailable, "not-eligible")]
    public async Task What_it_says_decides(EligibilityVerdict verdict, string? code)
    {
        await using var town = await ServedTown.New(
            postgres, settings: HostSettings.Usual with { Eligibility = verdict });
        await OpenScreening(town.Town);

        var answer = await Book(town, "one");

        answer.Code.Should().Be(code, answer.Body.ToString());
    }

    [Fact]
    public async Task A_request_that_comes_again_is_decided_with_the_answer_it_had()
    {
        await using var register = await Register.Start();
        await using var town = await ServedTown.New(
            postgres, settings: HostSettings.Usual with { EligibilityUrl = register.Url });
        await OpenScreening(town.Town);

        register.Verdict = "not-eligible";
        var first = await Book(town, "one");
        register.Verdict = "eligible";
        var again = await Book(town, "one");
        var other = await Book(town, "another");

        first.Code.Should().Be("not-eligible", first.Body.ToString());
        again.Code.Should().Be("not-eligible");
        other.Status.Should().Be(201, other.Body.ToString());
        register.Asked.Should().HaveCount(2).And.OnlyContain(asked =>
            asked.GetProperty("patient").GetGuid() == Cast.Anna.Patient.Value
            && asked.GetProperty("day").GetString() == "2026-09-07");
    }

    [Theory]
    [InlineData(200, """{"verdict": "eligible"}""", EligibilityVerdict.Eligible)]
    [InlineData(200, """{"verdict": "not-eligible"}""", EligibilityVerdict.NotEligible)]
    [InlineData(200, """{"verdict": "perhaps"}""", EligibilityVerdict.Unavailable)]
    [InlineData(200, "yes", EligibilityVerdict.Unavailable)]
    [InlineData(500, """{"verdict": "eligible"}""", EligibilityVerdict.Unavailable)]
    public async Task Whatever_else_comes_back_counts_as_no_answer(int status, string body, EligibilityVerdict verdict)
    {
        await using var register = await Register.Start();
        (register.Status, register.Body) = (status, body);
        using var asked = new HttpEligibility(register.Url);

        (await asked.Ask(Cast.Anna.Patient, Cast.Screening, Today, default))
            .Should().Be(new EligibilityAnswer("127.0.0.1", verdict, Today));
    }

    [Fact]
    public async Task Who_is_not_there_does_not_answer()
    {
        using var asked = new HttpEligibility(new Uri("http://127.0.0.1:1"));

        (await asked.Ask(Cast.Anna.Patient, Cast.Screening, Today, default)).Verdict
            .Should().Be(EligibilityVerdict.Unavailable);
    }

    private static async Task OpenScreening(Town town)
    {
        await town.Accept(Actor.System, new OpenScope(Cast.Screening, TestPolicies.Screening.Ref));
        await town.Accept(Actor.System, new AdvanceWindow(Cast.Screening));
        await town.Accept(Cast.NearStaff, Cast.Smear.Publish);
    }

    private static Task<Answer> Book(ServedTown town, string key) =>
        town.Send(
            ServedTown.PatientOf(Cast.Anna), "POST", "/appointments",
            $$$"""
            {"slot": "{{{Cast.Smear.Id}}}", "report": {"scope": "{{{Cast.Screening}}}", "contacts": ["mobile"],
             "ages": {"from": 40, "to": 44} } }
            """, key);

    /// <summary>A register on this machine.</summary>
    private sealed class Register(WebApplication app) : IAsyncDisposable
    {
        public Uri Url => new(app.Urls.First());

        public string Verdict { set => Body = $$"""{"verdict": "{{value}}"}"""; }

        public string Body { get; set; } = """{"verdict": "eligible"}""";

        public int Status { get; set; } = (int)HttpStatusCode.OK;

        public List<JsonElement> Asked { get; } = [];

        public static async Task<Register> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            ConsoleLog.Configure(builder.Logging, HostSettings.Usual);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var register = new Register(app);
            app.MapPost("/", register.Answer);
            await app.StartAsync();
            return register;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task Answer(HttpContext context)
        {
            using var asked = await JsonDocument.ParseAsync(context.Request.Body);
            Asked.Add(asked.RootElement.Clone());
            context.Response.StatusCode = Status;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Body));
        }
    }
}
