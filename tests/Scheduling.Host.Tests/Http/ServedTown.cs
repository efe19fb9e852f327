using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Settings;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>A town whose engine runs and answers HTTP on a port of its own.</summary>
internal sealed class ServedTown : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new();
    private readonly string _keys = Directory.CreateTempSubdirectory().FullName;
    private EngineService? _engine;
    private NoticeService? _notices;
    private HttpServer? _server;
    private Task _work = Task.CompletedTask;
    private int _keysDrawn;

    private ServedTown(Town town) => Town = town;

    public Town Town { get; }

    /// <param name="notices">How notices go out; without it none do.</param>
    /// <param name="audit">How long the auditor waits between two looks.</param>
    public static async Task<ServedTown> New(
        Postgres postgres, NoticeSettings? notices = null, HostSettings? settings = null, TimeSpan? audit = null)
    {
        var served = new ServedTown(await Town.New(postgres, sends: notices is not null));
        await served.Serve(notices, settings ?? HostSettings.Usual, audit ?? TimeSpan.FromMinutes(1));
        return served;
    }

    public static Caller Operator { get; } = new(AccessRole.Operator, "operator");

    public static Caller Staff { get; } = new(AccessRole.Staff, "staff of near", Place: Cast.Near);

    public static Caller PatientOf(Somebody somebody) =>
        new(AccessRole.Patient, somebody.Name, somebody.Patient, Channel: Channel.Ikp);

    /// <summary>Somebody of a role.</summary>
    public static Caller Of(AccessRole role) =>
        role switch
        {
            AccessRole.Patient => PatientOf(Cast.Anna),
            AccessRole.Staff or AccessRole.Administrator or AccessRole.Integrator =>
                new Caller(role, $"{role}", Place: Cast.Near),
            AccessRole.Analyst or AccessRole.Operator => new Caller(role, $"{role}"),
        };

    /// <summary>Every address that is served.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _server!.Endpoints;

    /// <summary>What is at an address that is no JSON.</summary>
    public Task<string> Read(string path) => _client.GetStringAsync(new Uri(_server!.Url + path));

    /// <summary>Writes something to the stream of the place.</summary>
    public Task Touch() => Town.Accept(
        Actor.System, new MovePlace(Cast.Near, $"P-{Interlocked.Increment(ref _keysDrawn)}"));

    /// <summary>The register of patients.</summary>
    public PatientRegister Register => new(Town.Database.Source, PersonalKeys.In(_keys));

    public string TokenOf(Caller caller, Duration? life = null) => LocalIssuer.In(_keys).Issue(
        caller, SystemClock.Instance.GetCurrentInstant(), life ?? LocalIssuer.UsualLife);

    /// <summary>Sends a request under a key of its own, unless it is given one.</summary>
    public async Task<Answer> Send(
        Caller? caller, string method, string path, string? body = null, string? key = null,
        string media = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server!.Url + path));
        if (caller is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(caller));
        }

        request.Headers.Add("Idempotency-Key", key ?? $"key {Interlocked.Increment(ref _keysDrawn)}");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, media);
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(
            (int)response.StatusCode, IsJson(response) ? JsonDocument.Parse(text).RootElement.Clone() : default,
            response.Headers.Location?.OriginalString, response.Headers.ETag?.Tag,
            response.Headers.TryGetValues("X-Correlation-Id", out var ids) ? ids.Single() : null);
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) ?? false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await _server!.DisposeAsync();
        await _engine!.DisposeAsync();
        _notices?.Dispose();
        await Town.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
        Directory.Delete(_keys, recursive: true);
    }

    private async Task Serve(NoticeSettings? notices, HostSettings settings, TimeSpan audit)
    {
        _notices = notices is null
            ? null
            : new NoticeService(notices, _keys, PersonalKeys.In(_keys), SystemClock.Instance);
        _engine = new EngineService(Town.Database.Database, TestPolicies.All, Town.Clock, _ => { })
        {
            Notices = _notices, AuditEvery = audit,
        };
        _server = await HttpServer.Start(_engine, Town.Database.Source, _keys, settings with
        {
            Url = new Uri("http://127.0.0.1:0"),
        });
        _work = _engine.Run(_stop.Token);
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, JsonElement Body, string? Location, string? ETag, string? Correlation)
{
    /// <summary>The code of a problem.</summary>
    public string? Code => Member("code");

    public string? Member(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>The identity of what was made.</summary>
    public string Id => Member("id")!;
}
