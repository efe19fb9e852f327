using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;

namespace Scheduling.Host.Registers;

/// <summary>
/// Another system that knows whether a patient may have a service now, such as eWUŚ or SIMP; asked on the day of
/// booking in the scopes whose policy says so.
/// </summary>
public interface IEligibility
{
    /// <summary>What it says; that it does not answer is an answer too.</summary>
    Task<EligibilityAnswer> Ask(PatientId patient, ScopeCode scope, LocalDate today, CancellationToken stop);
}

/// <summary>Says the same of everybody, as a setting has it: for a trial, and where nobody is to be asked.</summary>
public sealed class SameEligibility(EligibilityVerdict verdict) : IEligibility
{
    private const string Register = "setting";

    public Task<EligibilityAnswer> Ask(PatientId patient, ScopeCode scope, LocalDate today, CancellationToken stop) =>
        Task.FromResult(new EligibilityAnswer(Register, verdict, today));
}
