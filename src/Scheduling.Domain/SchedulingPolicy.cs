using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain;

/// <summary>Which policy a decision followed: <c>id@version#hash</c>.</summary>
/// <param name="Value">Identity, version and the first twelve hexadecimal digits of the SHA-256
/// of the canonical text.</param>
public readonly record struct PolicyRef(string Value)
{
    private const int HashDigits = 12;

    /// <summary>The identity alone, such as <c>specialist-2026</c>.</summary>
    public string Id => Value.Split('@')[0];

    /// <summary>The reference of a text of rules, which must be JSON; how it is laid out makes no difference.</summary>
    public static PolicyRef Of(string id, int version, string json) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{id}@{version}#{ShortHashOf(json)}"));

    public override string ToString() => Value;

    private static string ShortHashOf(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Canonicalise(json)))[..HashDigits];
}

/// <summary>
/// The rules of a scope as data. Each comes from a file in which it stands with its
/// source; see <see cref="PolicyText"/>.
/// </summary>
public sealed record SchedulingPolicy
{
    /// <summary>Identity, version and content.</summary>
    public required PolicyRef Ref { get; init; }

    /// <summary>First local day on which it may be adopted.</summary>
    public required LocalDate ValidFrom { get; init; }

    /// <summary>Days ahead that may be booked, the last included (Dz.U. 2025 poz. 1871 § 5): 40 or 90.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Whether patients for whom nothing fits may wait.</summary>
    public required bool WaitingRoom { get; init; }

    /// <summary>Local time at which a further day is unblocked.</summary>
    public required LocalTime RollAt { get; init; }

    /// <summary>Calendar days between assignment and visit below which a slot is not offered to the list.</summary>
    public required int MinimumLeadDays { get; init; }

    /// <summary>Reminders go out so many local days before the visit.</summary>
    public required ValueList<int> ReminderDaysBefore { get; init; }

    /// <summary>Local time of reminders.</summary>
    public required LocalTime ReminderAt { get; init; }

    /// <summary>
    /// Within how many working days after the report an entitled patient must be seen (art. 47c(4a)).
    /// </summary>
    public required int OutOfTurnWorkingDays { get; init; }

    /// <summary>Which days are working days.</summary>
    public required WorkingDayRule WorkingDays { get; init; }

    /// <summary>Calendar days after force majeure ended in which one may ask back in (art. 20(10f)).</summary>
    public required int ReinstatementDays { get; init; }

    /// <summary>
    /// Calendar days after which a visit missed for reasons unknown is shown to the place as unsettled.
    /// </summary>
    public required int UnsettledAfterDays { get; init; }

    /// <summary>Whether an entitled patient who cancels a first visit is placed on the list.</summary>
    public required bool EntitledCancellationReturns { get; init; }

    /// <summary>Whether a missing referral is right: screening has none.</summary>
    public required bool ReferralNeeded { get; init; }

    /// <summary>Whether the screening register is asked on the day of booking.</summary>
    public required bool EligibilityAsked { get; init; }

    /// <summary>The classes from the first served to the last.</summary>
    public required ValueList<AllocationClass> ClassOrder { get; init; }

    /// <summary>First local day on which the voice assistant may be used.</summary>
    public required LocalDate VoiceFrom { get; init; }

    /// <summary>Who may do what by which channel (states.md §4).</summary>
    public required ChannelTable Channels { get; init; }
}
