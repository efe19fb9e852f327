using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Poczekalnia.Drive;

/// <summary>What a served engine answered.</summary>
/// <param name="Body">Its JSON.</param>
internal sealed record ServedAnswer(int Status, JsonElement Body)
{
    public bool IsWell => Status is >= 200 and < 300;

    /// <summary>The code of a problem; empty where it is none.</summary>
    public string Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code)
        ? code.GetString()!
        : "";
}

/// <summary>A served engine with a virtual clock, over HTTP.</summary>
/// <param name="token">Of an operator.</param>
internal sealed class ServedEngine(Uri address, string token) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    private readonly Dictionary<string, string> _tokens = [];

    /// <summary>A command, asked for by somebody whose token is drawn when it is first needed.</summary>
    /// <param name="who">As <c>POST /tokens</c> has it.</param>
    /// <param name="key">The idempotency key.</param>
    public ServedAnswer Ask(DriveRequest asked, JsonObject who, string key, string given)
    {
        using var request = Request(asked.Method, asked.Path, TokenOf(who), asked.Body);
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("Given-Arguments", given);
        return Send(request);
    }

    /// <summary>Asks as the operator, who drives.</summary>
    /// <exception cref="DriveException">It did not do it.</exception>
    public JsonElement Do(string method, string path, string? body = null)
    {
        using var request = Request(method, path, token, body);
        var answer = Send(request);
        return answer.IsWell
            ? answer.Body
            : throw new DriveException($"{method} {path}: {answer.Status} {answer.Code} {DetailOf(answer)}".TrimEnd());
    }

    public void Dispose() => _client.Dispose();

    private string TokenOf(JsonObject who)
    {
        var text = who.ToJsonString();
        if (!_tokens.TryGetValue(text, out var own))
        {
            own = Do("POST", "/tokens", text).GetProperty("token").GetString()!;
            _tokens.Add(text, own);
        }

        return own;
    }

    private static HttpRequestMessage Request(string method, string path, string bearer, string? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        return request;
    }

    private ServedAnswer Send(HttpRequestMessage request)
    {
        try
        {
            using var response = _client.Send(request);
            using var text = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
            var body = text.ReadToEnd();
            return new ServedAnswer((int)response.StatusCode, body.Length == 0 ? default : JsonElement.Parse(body));
        }
        catch (HttpRequestException lost)
        {
            throw new DriveException($"{_client.BaseAddress} does not answer: {lost.Message}", lost);
        }
        catch (JsonException strange)
        {
            throw new DriveException($"{_client.BaseAddress} answers no JSON: it is no engine.", strange);
        }
    }

    private static string DetailOf(ServedAnswer answer) =>
        answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("detail", out var detail)
            ? detail.GetString()!
            : "";
}

/// <summary>A served engine cannot be driven; the message is for whoever wanted to.</summary>
internal sealed class DriveException : Exception
{
    public DriveException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
