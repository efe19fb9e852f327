using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;

namespace Scheduling.Host.Patients;

/// <summary>An address of the register of patients.</summary>
/// <param name="Roles">Who may; nobody else, and a patient only for the patient's own data.</param>
internal sealed record PatientRoute(string Method, string Pattern, params AccessRole[] Roles)
{
    /// <summary>What the document of the API says of it.</summary>
    public required RouteText Text { get; init; }
}
