using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Tests.Http;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Patients;

/// <summary>The register of patients over HTTP.</summary>
public sealed class PatientEndpointsTests(Postgres postgres)
{
    private static readonly string Number = TestPesel.Of(1).Reveal();

    private static readonly string Mistyped = Number[..10] + (Number[10] == '0' ? '1' : '0');

    private static string Body(string contact = """{"email": "anna@patients.example", "language": "polish"}""") =>
        $$"""{"pesel": "{{Number}}", "contact": {{contact}}}""";

    [Fact]
    public async Task Staff_register_somebody_and_find_them_by_the_number_and_the_patient_keeps_the_data_right()
    {
        await using var town = await ServedTown.New(postgres);
        (await town.Send(ServedTown.Staff, "POST", "/patients/find", $$"""{"pesel": "{{Number}}"}"""))
            .Code.Should().Be("patient-not-found");

        var made = await town.Send(ServedTown.Staff, "POST", "/patients", Body());
        (made.Status, made.Member("outcome"), made.ETag).Should().Be((201, "registered", "\"1\""));
        var id = made.Member("patient")!;
        made.Location.Should().Be($"/patients/{id}");
        var again = await town.Send(ServedTown.Of(AccessRole.Integrator), "POST", "/patients", Body());
        (again.Status, again.Member("patient")).Should().Be((200, id));
        (await town.Send(ServedTown.Staff, "POST", "/patients/find", $$"""{"pesel": "{{Number}}"}"""))
            .Member("patient").Should().Be(id);

        var self = new Caller(
            AccessRole.Patient, "the patient", new PatientId(Guid.Parse(made.Member("patient")!)), null, Channel.Ikp);
        var address = $"/patients/{id}";
        var changed = await town.Send(
            self, "PUT", address, """{"mobile": "500 000 001", "language": "english", "name": "Anna Testowa"}""");
        (changed.Status, changed.ETag).Should().Be((200, "\"2\""));
        var seen = await town.Send(self, "GET", address);
        (seen.Status, seen.ETag).Should().Be((200, "\"2\""));
        seen.Body.GetProperty("contact").ToString().Should().Be(
            """{"language":"english","mobile":"+48500000001","name":"Anna Testowa"}""");
        (await town.Send(ServedTown.Staff, "GET", address)).Status.Should().Be(200);

        (await town.Send(self, "DELETE", address)).Member("outcome").Should().Be("erased");
        (await town.Send(self, "GET", address)).Code.Should().Be("patient-not-found");
        (await town.Send(self, "DELETE", address)).Code.Should().Be("patient-not-found");
    }

    [Fact]
    public async Task Somebody_elses_data_are_not_there_for_a_patient()
    {
        await using var town = await ServedTown.New(postgres);
        var address = (await town.Send(ServedTown.Staff, "POST", "/patients", Body())).Location!;
        var piotr = ServedTown.PatientOf(Cast.Piotr);

        foreach (var (method, body) in new[]
            { ("GET", null), ("PUT", """{"language": "english"}"""), ("DELETE", (string?)null) })
        {
            (await town.Send(piotr, method, address, body)).Code.Should().Be("patient-not-found", method);
        }

        (await town.Send(ServedTown.Staff, "GET", address)).Body.GetProperty("contact").GetProperty("language")
            .GetString().Should().Be("polish");
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_changes_nothing()
    {
        await using var town = await ServedTown.New(postgres);
        (string Body, string Code)[] cases =
        [
            ("{}", "malformed"),
            (Body().Replace(Number, Mistyped, StringComparison.Ordinal), "pesel-invalid"),
            (Body("""{"language": "latin"}"""), "malformed"),
            (Body("""{"language": "polish", "pesel": "1"}"""), "malformed"),
            (Body("""{"language": "polish", "email": "anna"}"""), "contact-invalid"),
            (Body("""{"language": "polish", "email": "Anna <anna@patients.example>"}"""), "contact-invalid"),
            (Body("""{"language": "polish", "email": "a@patients.example\r\nBcc: x@y.example"}"""), "contact-invalid"),
            (Body("""{"language": "polish", "mobile": "12"}"""), "contact-invalid"),
            (Body("""{"language": "polish", "name": " "}"""), "contact-invalid"),
            (Body("""{"language": "polish", "name": "Anna\nTestowa"}"""), "contact-invalid"),
            (Body("""{"language": "polish", "pushHandle": ""}"""), "contact-invalid"),
        ];
        foreach (var (body, code) in cases)
        {
            var answer = await town.Send(ServedTown.Staff, "POST", "/patients", body);
            answer.Code.Should().Be(code, body);
            answer.Body.ToString().Should().NotContain(Number).And.NotContain(Mistyped);
        }

        (await town.Send(ServedTown.Staff, "POST", "/patients", Body(), key: "")).Code.Should().Be("key-missing");
        (await town.Town.Database.Number($"select count(*) from patient.person")).Should().Be(0);
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer_and_another_under_its_key_is_refused()
    {
        await using var town = await ServedTown.New(postgres);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => town.Send(ServedTown.Staff, "POST", "/patients", Body(), "one")));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        answers.Select(answer => answer.Body.ToString()).Distinct().Should().ContainSingle();
        var other = Body("""{"language": "english"}""");
        (await town.Send(ServedTown.Staff, "POST", "/patients", other, "one")).Code.Should().Be("key-reused");
    }

    [Fact]
    public async Task A_place_is_called_as_its_administrator_says()
    {
        await using var town = await ServedTown.New(postgres);
        var administrator = ServedTown.Of(AccessRole.Administrator);
        var address = $"/service-places/{Cast.Near}/label";

        (await town.Send(administrator, "PUT", address, """{"label": " Poradnia, Katowice "}"""))
            .Member("label").Should().Be("Poradnia, Katowice");
        (await town.Send(administrator, "PUT", address, """{"label": "a\nb"}""")).Code.Should().Be("malformed");
        (await town.Send(administrator, "PUT", $"/service-places/{Cast.Far}/label", """{"label": "x"}"""))
            .Code.Should().Be("other-place");
        (await town.Send(ServedTown.Operator, "PUT", $"/service-places/{Cast.Far}/label", """{"label": "x"}"""))
            .Code.Should().Be("not-found");
        (await town.Town.Database.Rows($"select label from scheduling.place_labels"))
            .Should().Equal("Poradnia, Katowice");
    }
}
