using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Slots;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Patients;
using Scheduling.Host.Reports;

namespace Scheduling.Host.Http.OpenApi;

/// <summary>
/// The identities in the examples of the document. Every operation has records of its own, so that no example spoils
/// another one.
/// </summary>
internal static class Examples
{
    private const int VisitMinutes = 20;

    public static ScopeCode Scope { get; } = ScopeCode.Parse("02.1100.001.02");

    /// <summary>One that is not open yet.</summary>
    public static ScopeCode NewScope { get; } = ScopeCode.Parse("02.1580.001.02");

    /// <summary>The policy of specialist scopes that this version comes with.</summary>
    public static PolicyRef Policy =>
        PolicyFile.Shipped().First(file => file.Reference.Value.StartsWith("specialist", StringComparison.Ordinal))
            .Reference;

    /// <summary>How nobody is reached.</summary>
    public static ContactData Contact { get; } = new(
        "Jan Przykładowy", "jan@example.org", "+48500000000", null, Language.Polish);

    /// <summary>A number that is right and nobody's: of people born in the year 2299.</summary>
    public static string Pesel(string operation) =>
        operation switch
        {
            "register-patient" => "99723190015",
            "find-patient" => "99723190022",
            "read-contact" => "99723190039",
            "change-contact" => "99723190046",
            _ => "99723190053",
        };

    public static PlaceId Place(string operation) => new(Of("place", operation));

    public static SlotId Slot(string operation) => new(Of("slot", operation));

    /// <summary>A second one.</summary>
    public static SlotId OtherSlot(string operation) => new(Of("other-slot", operation));

    public static PatientId Patient(string operation) => new(Of("patient", operation));

    public static ReferralId Referral(string operation) => new(Of("referral", operation));

    public static AppointmentId Appointment(string operation) => new(Of("appointment", operation));

    public static EntryId Entry(string operation) => new(Of("entry", operation));

    public static ReportId Report(string operation) => ReportId.Of(Patient(operation), Scope);

    /// <summary>What the patient of an operation declares.</summary>
    public static ReportRequest Declared(string operation) =>
        new(Scope, [ContactKind.Mobile], new AgeRange(40, 44), Patient(operation), Referral(operation));

    /// <summary>A first visit in September 2026.</summary>
    public static SlotOffer Offer(int day, int hour) =>
        new(
            Scope, SlotKind.FirstTime, VisitMode.InPerson, new LocalDateTime(2026, 9, day, hour, 0), VisitMinutes);

    /// <summary>The identity that stands in an address under a name.</summary>
    public static Guid InAddress(string name, string operation) =>
        name == "report" ? Report(operation).Value : Of(name, operation);

    private static Guid Of(string kind, string operation) => Ids.Derive("example", kind, operation);
}
