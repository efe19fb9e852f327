using System.Collections.Concurrent;

namespace Scheduling.Domain;

/// <summary>The kinds of stream. The order is that in which an append locks them.</summary>
public enum StreamKind
{
    Place,
    Window,
    Slot,
    Appointment,
    Entry,
    Report,
    Referral,
    Process,
}

/// <summary>The name of a stream: its kind and its identity, written <c>slot/0190…</c>.</summary>
public readonly record struct StreamId(StreamKind Kind, Guid Value) : IComparable<StreamId>
{
    public static implicit operator StreamId(PlaceId id) => new(StreamKind.Place, id.Value);
    public static implicit operator StreamId(SlotId id) => new(StreamKind.Slot, id.Value);
    public static implicit operator StreamId(AppointmentId id) => new(StreamKind.Appointment, id.Value);
    public static implicit operator StreamId(EntryId id) => new(StreamKind.Entry, id.Value);
    public static implicit operator StreamId(ReportId id) => new(StreamKind.Report, id.Value);
    public static implicit operator StreamId(ReferralId id) => new(StreamKind.Referral, id.Value);
    public static implicit operator StreamId(ProcessId id) => new(StreamKind.Process, id.Value);

    // Every operation in a scope reads its window, and there are some hundred scopes.
    private static readonly ConcurrentDictionary<ScopeCode, Guid> Windows = [];

    /// <summary>The one booking window of a scope.</summary>
    public static StreamId WindowOf(ScopeCode scope) =>
        new(StreamKind.Window, Windows.GetOrAdd(scope, static each => Ids.Derive("window", each.Value)));

    /// <summary>
    /// Reads the text form; <see langword="false"/> when the kind is unknown or the identity is no UUID.
    /// </summary>
    public static bool TryParse(string? text, out StreamId stream)
    {
        stream = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !Guid.TryParseExact(text![(slash + 1)..], "D", out var value))
        {
            return false;
        }

        foreach (var kind in Enum.GetValues<StreamKind>())
        {
            if (text.AsSpan(0, slash).SequenceEqual(NameOf(kind)))
            {
                stream = new StreamId(kind, value);
                return true;
            }
        }

        return false;
    }

    /// <summary>The stored name of a kind.</summary>
    public static string NameOf(StreamKind kind) =>
        kind switch
        {
            StreamKind.Place => "place",
            StreamKind.Window => "window",
            StreamKind.Slot => "slot",
            StreamKind.Appointment => "appointment",
            StreamKind.Entry => "entry",
            StreamKind.Report => "report",
            StreamKind.Referral => "referral",
            StreamKind.Process => "process",
        };

    // Identities are hashes or random, so their bits are spread as they are.
    public bool Equals(StreamId other) => Value == other.Value && Kind == other.Kind;

    public override int GetHashCode() => Value.GetHashCode() ^ (int)Kind;

    public int CompareTo(StreamId other) =>
        Kind != other.Kind ? ((int)Kind).CompareTo((int)other.Kind) : Value.CompareTo(other.Value);

    public override string ToString() => $"{NameOf(Kind)}/{Value}";
}
