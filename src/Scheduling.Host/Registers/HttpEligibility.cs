using System.Net.Http.Headers;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Registers;

/// <summary>
/// Asks a service of the operator's own, which knows the person behind the identity: posts <c>patient</c>, <c>scope</c>
/// and <c>day</c>, and is told <c>{"verdict": "eligible"}</c> or <c>not-eligible</c>. Whatever else comes back, or
/// nothing in time, counts as no answer.
/// </summary>
public sealed class HttpEligibility(Uri address) : IEligibility, IDisposable
{
    // Somebody waits for the booking.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = new() { Timeout = Patience };

    public async Task<EligibilityAnswer> Ask(
        PatientId patient, ScopeCode scope, LocalDate today, CancellationToken stop) =>
        new(address.Host, await VerdictOn(new Question(patient, scope, today), stop), today);

    public void Dispose() => _client.Dispose();

    private async Task<EligibilityVerdict> VerdictOn(Question question, CancellationToken stop)
    {
        try
        {
            using var content = new ByteArrayContent(CanonicalJson.Write(question));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _client.PostAsync(address, content, stop);
            return answer.IsSuccessStatusCode
                ? CanonicalJson.Read<Answer>(await answer.Content.ReadAsByteArrayAsync(stop)).Verdict
                : EligibilityVerdict.Unavailable;
        }
        catch (Exception lost) when (
            lost is HttpRequestException or JsonException
            || (lost is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return EligibilityVerdict.Unavailable;
        }
    }

    private sealed record Question(PatientId Patient, ScopeCode Scope, LocalDate Day);

    private sealed record Answer(EligibilityVerdict Verdict);
}
