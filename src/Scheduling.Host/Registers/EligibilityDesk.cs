using Npgsql;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Registers;

/// <summary>
/// Asks the register where the policy of the scope says so, once for each request: the answer is kept with it, and a
/// repetition is decided with the same.
/// </summary>
internal sealed class EligibilityDesk(EngineService engine, NpgsqlDataSource source, IEligibility register)
{
    /// <summary>What the register says; nothing where nobody is to be asked.</summary>
    /// <param name="request">As it stands in the ledger.</param>
    /// <param name="window">Of the scope, which says by which policy.</param>
    public async Task<EligibilityAnswer?> AnswerFor(
        Guid request, PatientId patient, ScopeCode scope, StreamState window, CancellationToken stop)
    {
        if (window is not BookingWindow.Opened { Policy: { } policy } || !engine.Policies[policy].EligibilityAsked)
        {
            return null;
        }

        if (await Keep(request, null, stop) is { } before)
        {
            return before;
        }

        var today = WarsawTime.LocalOf(engine.Clock.GetCurrentInstant()).Date;
        return await Keep(request, await register.Ask(patient, scope, today, stop), stop);
    }

    // Of two that ask at once, the first answer stands for both.
    private async Task<EligibilityAnswer?> Keep(Guid request, EligibilityAnswer? answer, CancellationToken stop)
    {
        await using var command = source.CreateCommand(answer is null
            ? "select eligibility from scheduling.requests where id = $1"
            : """
              update scheduling.requests set eligibility = coalesce(eligibility, $2) where id = $1
              returning eligibility
              """);
        command.Parameters.Add(new() { Value = request });
        if (answer is not null)
        {
            command.Parameters.Add(new() { Value = CanonicalJson.Write(answer), NpgsqlDbType = NpgsqlDbType.Jsonb });
        }

        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) && !reader.IsDBNull(0)
            ? CanonicalJson.Read<EligibilityAnswer>(reader.GetFieldValue<byte[]>(0))
            : null;
    }
}
