using System.Security.Cryptography;
using System.Text;

namespace Scheduling.Domain;

/// <summary>An opaque identity. It says nothing about what it names and is never shown to be remembered.</summary>
public interface IIdentity
{
    /// <summary>The 128 bits.</summary>
    Guid Value { get; }
}

/// <summary>
/// A person, known here by nothing else (pl. <i>świadczeniobiorca</i>). The only identity that is random.
/// </summary>
public readonly record struct PatientId(Guid Value) : IIdentity
{
    public override string ToString() => Value.ToString();
}

/// <summary>One organisational cell of a provider; see <c>ServicePlace</c>.</summary>
public readonly record struct PlaceId(Guid Value) : IIdentity, IComparable<PlaceId>
{
    public int CompareTo(PlaceId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString();
}

/// <summary>One bookable time; see <c>Slot</c>.</summary>
public readonly record struct SlotId(Guid Value) : IIdentity, IComparable<SlotId>
{
    public int CompareTo(SlotId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString();
}

/// <summary>One booked visit; see <c>Appointment</c>.</summary>
public readonly record struct AppointmentId(Guid Value) : IIdentity
{
    public override string ToString() => Value.ToString();
}

/// <summary>One wait for one service; see <c>WaitingEntry</c>.</summary>
public readonly record struct EntryId(Guid Value) : IIdentity
{
    public override string ToString() => Value.ToString();
}

/// <summary>A patient's wish for one service, one stream for ever; see <c>CentralReport</c>.</summary>
public readonly record struct ReportId(Guid Value) : IIdentity
{
    /// <summary>The one report of a patient for a scope.</summary>
    public static ReportId Of(PatientId patient, ScopeCode scope) =>
        new(Ids.Derive("report", patient.Value.ToString(), scope.Value));

    public override string ToString() => Value.ToString();
}

/// <summary>One referral; see <c>Referral</c>.</summary>
public readonly record struct ReferralId(Guid Value) : IIdentity
{
    public override string ToString() => Value.ToString();
}

/// <summary>One run of something that touches many streams.</summary>
public readonly record struct ProcessId(Guid Value) : IIdentity
{
    public override string ToString() => Value.ToString();
}

/// <summary>
/// The professional who sees the patient (pl. <i>pracownik medyczny</i>), by a code that the place chose.
/// </summary>
public readonly record struct PractitionerId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// Derives identities, so that a repeated command meets the streams it made the first time.
/// </summary>
public static class Ids
{
    private const int VersionEight = 0x80;
    private const int VariantRfc9562 = 0x80;

    /// <summary>
    /// UUIDv8 (RFC 9562) from SHA-256 of the kind and the parts, each followed by a zero byte so that no two lists
    /// of parts run into one another.
    /// </summary>
    public static Guid Derive(string kind, params ReadOnlySpan<string> parts)
    {
        var length = Encoding.UTF8.GetMaxByteCount(kind.Length) + 1;
        foreach (var part in parts)
        {
            length += Encoding.UTF8.GetMaxByteCount(part.Length) + 1;
        }

        var text = length <= 1024 ? stackalloc byte[length] : new byte[length];
        var written = Put(kind, text, 0);
        foreach (var part in parts)
        {
            written = Put(part, text, written);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..written], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | VersionEight);
        hash[8] = (byte)((hash[8] & 0x3F) | VariantRfc9562);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The appointment an assignment makes: the same slot at the same version gives the same one.</summary>
    public static AppointmentId AppointmentOf(SlotId slot, long slotVersion) =>
        new(Derive("assignment", slot.Value.ToString(), Text(slotVersion)));

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static int Put(string part, Span<byte> text, int at)
    {
        at += Encoding.UTF8.GetBytes(part, text[at..]);
        text[at] = 0;
        return at + 1;
    }
}
