using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using NodaTime;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Notices;

/// <summary>
/// Posts text messages and push to a gateway as JSON, with the intent's key as <c>Idempotency-Key</c>: a gateway that
/// has seen it sends nothing twice. 2xx is sent; 408, 425, 429, 5xx and no answer are tried again, not before
/// <c>Retry-After</c>; anything else is put aside.
/// </summary>
internal sealed class GatewaySender : INoticeSender, IDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly IClock _clock;

    /// <param name="secret">The bearer token, if the gateway asks for one.</param>
    /// <param name="clock">The machine's: dates in answers are.</param>
    public GatewaySender(Uri address, string? secret, IClock clock)
    {
        (_address, _clock) = (address, clock);

        // A gateway that moved is no gateway: the message would be shown to whoever took its name.
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = DeliveryLimits.TimePerTry,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = DeliveryLimits.TimePerTry,
        };
        if (secret is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }
    }

    public async Task<SendResult> Send(OutgoingNotice notice, CancellationToken stop)
    {
        var (key, kind, channel, to, _, language, message, _) = notice;
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(CanonicalJson.Write(
                new Body(channel, key, kind, LanguageTag.Of(language), message.Body, to))),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return ResultOf(answer);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new SendResult.Failed("the gateway took too long");
        }
        catch (HttpRequestException)
        {
            return new SendResult.Failed("the gateway could not be reached");
        }
    }

    public void Dispose() => _client.Dispose();

    private SendResult ResultOf(HttpResponseMessage answer)
    {
        var code = (int)answer.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"the gateway answered {code}");
        return answer.IsSuccessStatusCode ? new SendResult.Sent()
            : code >= 500 || MayPass(answer.StatusCode) ? new SendResult.Failed(said, WaitOf(answer))
            : new SendResult.Rejected(said);
    }

    private static bool MayPass(HttpStatusCode code) =>
        code is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425;

    private Duration? WaitOf(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => Duration.FromTimeSpan(wait),
            { Date: { } date } =>
                Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - _clock.GetCurrentInstant()),
            _ => null,
        };

    private sealed record Body(
        NoticeChannel Channel, string Key, NoticeKind Kind, string Language, string Text, string To);
}
