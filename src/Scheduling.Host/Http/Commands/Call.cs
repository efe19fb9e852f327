using System.Globalization;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Http.Commands;

/// <summary>What a request is made of beside its body.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Key">The caller's name for the request; the same one again is the same request.</param>
/// <param name="Number">
/// A number that no other request has and that rises: what a report is ordered by in the end. The same request has the
/// same one whenever it comes.
/// </param>
/// <param name="Address">The identities in the address, by name.</param>
internal sealed record Call(Caller Caller, string Key, long Number, IReadOnlyDictionary<string, Guid> Address)
{
    /// <summary>The identity of the command that a caller sends under a key.</summary>
    public static Guid CommandOf(Caller caller, string key) => Ids.Derive("http-command", caller.Subject, key);

    /// <summary>What the caller gave in place of what would be made for it.</summary>
    public GivenArguments Given { get; init; } = GivenArguments.None;

    /// <summary>What the register says of the patient on this day; nothing where nobody was asked.</summary>
    public EligibilityAnswer? Eligibility => Given.Eligibility ?? Asked;

    /// <summary>The register's answer to this request; nothing where nobody was asked.</summary>
    public EligibilityAnswer? Asked { get; init; }

    /// <summary>
    /// An identity that the request creates: the same whenever it comes, so that it meets what it made.
    /// </summary>
    /// <param name="ordinal">Which of several of a kind.</param>
    public Guid New(string kind, int ordinal = 0) =>
        Given.IdentityOf(kind, ordinal)
        ?? Ids.Derive(kind, Caller.Subject, Key, ordinal.ToString(CultureInfo.InvariantCulture));

    public PlaceId Place => new(Address["place"]);

    public SlotId Slot => new(Address["slot"]);

    public AppointmentId Appointment => new(Address["appointment"]);

    public EntryId Entry => new(Address["entry"]);

    public ReportId Report => new(Address["report"]);

    public ReferralId Referral => new(Address["referral"]);
}
