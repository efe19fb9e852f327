using System.Net.Http.Headers;
using System.Text;
using NodaTime;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Domain;
using Scheduling.Host;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Settings;

namespace Scheduling.Benchmarks.Durable;

/// <summary>
/// A node of the engine that answers HTTP on a port of this machine, and clients that ask over connections they keep.
/// </summary>
internal sealed class ServedHost : IDisposable
{
    private const int Unlimited = 1_000_000;

    private readonly string _keys = Directory.CreateTempSubdirectory("pcz-keys-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new();
    private readonly LocalIssuer _issuer;
    private readonly HttpServer _server;
    private readonly Task _work;

    /// <param name="works">Whether its matchers, due work and read models are at work, or it only answers.</param>
    public ServedHost(HostDatabase host, Session session, bool works)
    {
        _issuer = LocalIssuer.In(_keys);
        Engine = new EngineService(host.Database, host.Policies, host.Clock, said => session.Progress.Step(said));

        // One caller here stands for many.
        var settings = HostSettings.Usual with
        {
            Url = new Uri("http://127.0.0.1:0"), SearchesPerSecond = Unlimited, SearchBurst = Unlimited,
        };
        _server = HttpServer.Start(Engine, host.Database.Source, _keys, settings).GetAwaiter().GetResult();
        _work = works ? Task.Run(() => Engine.Run(_stop.Token)) : Task.CompletedTask;
    }

    public EngineService Engine { get; }

    /// <summary>A patient who asks by the IKP.</summary>
    public string TokenOf(PatientId patient) =>
        TokenOf(new Caller(AccessRole.Patient, $"patient {patient}", patient, Channel: Channel.Ikp));

    public string TokenOf(Caller caller) =>
        _issuer.Issue(caller, SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife);

    /// <summary>Sends a request and reads all of the answer.</summary>
    /// <param name="key">The idempotency key of a command.</param>
    public async Task<(int Status, string Body)> Send(
        string method, string path, string token, string? key = null, string? body = null,
        CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_server.Url + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request, stop);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _work.GetAwaiter().GetResult();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _client.Dispose();
        _stop.Dispose();
        Directory.Delete(_keys, recursive: true);
    }
}
