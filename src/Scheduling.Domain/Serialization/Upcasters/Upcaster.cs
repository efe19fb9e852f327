using System.Text.Json.Nodes;

namespace Scheduling.Domain.Serialization.Upcasters;

/// <summary>
/// Lifts the stored data of one older shape to the next one when they are read; what is stored stays.
/// </summary>
/// <param name="Stream">The kind of stream it occurs in.</param>
/// <param name="Name">The stored name of the older shape, which no record bears any more.</param>
/// <param name="NextName">The stored name of the next shape: a record's, or an older one's
/// with its own upcaster.</param>
/// <param name="Change">Makes the next data of the older ones; it may change what it is given.</param>
/// <remarks>
/// To change a shape: give the new record a new stored name in <see cref="EventNames"/> (<c>slot_published_2</c>), put
/// an upcaster from the old name into <see cref="All"/>, and keep the old golden JSON with a test that reads it.
/// </remarks>
public sealed record Upcaster(StreamKind Stream, string Name, string NextName, Func<JsonObject, JsonObject> Change)
{
    /// <summary>Every older shape ever stored, oldest first. None so far.</summary>
    public static IReadOnlyList<Upcaster> All { get; } = [];

    /// <summary>The upcaster of a stored name, if it is that of an older shape.</summary>
    public static Upcaster? For(IReadOnlyList<Upcaster> known, StreamKind stream, string name)
    {
        foreach (var upcaster in known)
        {
            if (upcaster.Stream == stream && upcaster.Name == name)
            {
                return upcaster;
            }
        }

        return null;
    }

    /// <summary>Lifts data step by step until no upcaster knows their name.</summary>
    public static (string Name, byte[] Data) Lift(
        IReadOnlyList<Upcaster> known, StreamKind stream, string name, ReadOnlySpan<byte> data)
    {
        var json = JsonNode.Parse(data)!.AsObject();
        while (For(known, stream, name) is { } upcaster)
        {
            (name, json) = (upcaster.NextName, upcaster.Change(json));
        }

        return (name, CanonicalJson.Canonicalise(json.ToJsonString()));
    }
}
