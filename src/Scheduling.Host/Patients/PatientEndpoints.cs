using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Identifiers;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Patients;

/// <summary>An address of the register of patients.</summary>
/// <param name="Text">What it does, and who may; a patient only for the patient's own data.</param>
internal sealed record PatientRoute(string Method, string Pattern, RouteText Text)
{
    public IReadOnlyCollection<AccessRole> Roles => Text.Roles!;
}

/// <summary>
/// The register of patients over HTTP. These requests go past the event store, so that nothing of what they say stands
/// in commands, events or case files; their key and what they say are kept as keyed hashes, as everywhere.
/// </summary>
internal sealed class PatientEndpoints(PatientRegister register, RequestLedger ledger)
{
    private const int BodyMax = 4 * 1024;
    private const string OfOne = "/patients/{patient:guid}";

    private static readonly PatientRoute RegisterRoute = new("POST", "/patients", new(
        "register-patient", "Enters somebody into the register, or finds who is there already.",
        typeof(PatientAnswer.Body))
    {
        Roles = [Staff, Administrator, Integrator], Request = typeof(RegisterPatientRequest), NeedsKey = true,
        Status = StatusCodes.Status201Created, HasETag = true,
        Example = new(Body: () => new RegisterPatientRequest(Examples.Pesel("register-patient"), Examples.Contact)),
    });

    private static readonly PatientRoute FindRoute = new("POST", "/patients/find", new(
        "find-patient", "Whose number it is; it stands in the body, for addresses are logged.", typeof(Found))
    {
        // Whoever tries one number after the other shall not get far.
        Roles = [Staff, Administrator, Integrator], Request = typeof(FindPatientRequest), IsSearch = true,
        Example = new(Body: () => new FindPatientRequest(Examples.Pesel("find-patient"))),
    });

    private static readonly PatientRoute ReadRoute = new("GET", OfOne, new(
        "read-contact", "How somebody is reached.", typeof(Contacts))
    {
        Roles = [Patient, Staff, Administrator], HasETag = true,
    });

    private static readonly PatientRoute ChangeRoute = new("PUT", OfOne, new(
        "change-contact", "From now on somebody is reached otherwise.", typeof(PatientAnswer.Body))
    {
        Roles = [Patient, Staff, Administrator], Request = typeof(ContactData), NeedsKey = true, HasETag = true,
        Example = new(Body: () => Examples.Contact),
    });

    private static readonly PatientRoute EraseRoute = new("DELETE", OfOne, new(
        "erase-patient", "Forgets who somebody is: the data and their key are gone.", typeof(PatientAnswer.Body))
    {
        Roles = [Patient, Administrator], NeedsKey = true,
    });

    /// <summary>Every address.</summary>
    public static IReadOnlyList<PatientRoute> Routes { get; } =
        [RegisterRoute, FindRoute, ReadRoute, ChangeRoute, EraseRoute];

    public void Map(WebApplication app)
    {
        Map(app, RegisterRoute, Register);
        Map(app, FindRoute, Find);
        Map(app, ReadRoute, Read);
        Map(app, ChangeRoute, Change);
        Map(app, EraseRoute, Erase);
    }

    private static void Map(WebApplication app, PatientRoute route, Func<HttpContext, Caller, Task<IResult>> answer) =>
        app.MapMethods(route.Pattern, [route.Method], async context =>
        {
            // What comes back is nobody's to keep on the way.
            context.Response.Headers.CacheControl = "no-store";
            var result = Doorkeeper.Admit(context, route.Roles, out var caller) is { } turnedAway ? turnedAway
                : IsForeign(context, caller) ? Unknown(context)
                : await answer(context, caller);
            await result.ExecuteAsync(context);
        }).Describe(route.Text);

    private async Task<IResult> Register(HttpContext context, Caller caller)
    {
        var (said, id, wrong) = await Open<RegisterPatientRequest>(context, caller);
        if (wrong is not null)
        {
            return wrong;
        }

        if (!Pesel.TryParse(said!.Pesel, out var pesel))
        {
            return HttpProblem.Of("pesel-invalid", context);
        }

        if (said.Contact.Checked() is not { Kept: { } contact })
        {
            return WrongContact(said.Contact, context);
        }

        var outcome = await register.Register(
            id, PersonalKeys.NewPatient(), pesel, contact, CancellationToken.None);
        return outcome.Patient is { } patient ? new PatientAnswer(patient, outcome)
            : HttpProblem.Of(Refusals.Busy, context);
    }

    private async Task<IResult> Find(HttpContext context, Caller caller)
    {
        var (body, wrong) = await RequestBody.Read(context, BodyMax);
        return wrong is not null ? wrong
            : RequestBody.Parse(body, typeof(FindPatientRequest), out var malformed) is not FindPatientRequest said
                ? HttpProblem.Of(malformed!, context)
            : !Pesel.TryParse(said.Pesel, out var pesel) ? HttpProblem.Of("pesel-invalid", context)
            : await register.Find(pesel, context.RequestAborted) is { } patient ? new JsonAnswer(new Found(patient))
            : Unknown(context);
    }

    private async Task<IResult> Read(HttpContext context, Caller caller)
    {
        var patient = PatientOf(context);
        return await register.Read(patient, context.RequestAborted) is { } known
            ? new JsonAnswer(new Contacts(patient, known.Contact), known.Version)
            : Unknown(context);
    }

    private async Task<IResult> Change(HttpContext context, Caller caller)
    {
        var (said, id, wrong) = await Open<ContactData>(context, caller);
        if (wrong is not null)
        {
            return wrong;
        }

        if (said!.Checked() is not { Kept: { } contact })
        {
            return WrongContact(said, context);
        }

        var outcome = await register.Change(id, PatientOf(context), contact, CancellationToken.None);
        return outcome.Patient is { } patient ? new PatientAnswer(patient, outcome) : Unknown(context);
    }

    private async Task<IResult> Erase(HttpContext context, Caller caller)
    {
        var (_, id, wrong) = await Open<Nothing>(context, caller);
        if (wrong is not null)
        {
            return wrong;
        }

        var outcome = await register.Erase(id, PatientOf(context), CancellationToken.None);
        return outcome.Patient is { } patient ? new PatientAnswer(patient, outcome) : Unknown(context);
    }

    // As commands are: a key, a body that is read strictly, and the same request is the same one.
    private async Task<(T? Said, Guid Request, HttpProblem? Wrong)> Open<T>(HttpContext context, Caller caller)
        where T : class
    {
        if (CommandEndpoint.ReadKey(context, out var key) is { } keyless)
        {
            return (null, default, keyless);
        }

        var (body, wrong) = await RequestBody.Read(context, BodyMax);
        if (wrong is not null)
        {
            return (null, default, wrong);
        }

        if (RequestBody.Parse(body, typeof(T), out var malformed) is not T said)
        {
            return (null, default, HttpProblem.Of(malformed!, context));
        }

        var id = Call.CommandOf(caller, key);
        var address = $"{context.Request.Method} {context.Request.Path}";
        return await ledger.Open(id, address, body, context.RequestAborted) is null
            ? (null, default, HttpProblem.Of(Refusals.KeyReused, context))
            : (said, id, null);
    }

    // Whose data somebody else's are, a patient does not learn.
    private static bool IsForeign(HttpContext context, Caller caller) =>
        caller.Patient is { } self && PatientOf(context) != self;

    private static PatientId PatientOf(HttpContext context) =>
        new(Guid.Parse((string)context.Request.RouteValues["patient"]!));

    private static HttpProblem Unknown(HttpContext context) => HttpProblem.Of("patient-not-found", context);

    private static HttpProblem WrongContact(ContactData contact, HttpContext context) =>
        HttpProblem.Of("contact-invalid", context, ("field", contact.Checked().WrongField!));

    private sealed record Found(PatientId Patient);

    private sealed record Contacts(PatientId Patient, ContactData Contact)
    {
        public override string ToString() => nameof(Contacts);
    }

    private sealed record Nothing;
}
