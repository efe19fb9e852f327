using System.Buffers.Text;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.CaseFiles;

/// <summary>An event line as the record that was stored.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Event">An <see cref="UnknownEvent"/> when this version does not know its name.</param>
public readonly record struct CaseEvent(EventPlace Place, DomainEvent Event)
{
    /// <summary>Reads a line of type <c>event</c>.</summary>
    /// <exception cref="CaseFileException">
    /// A member is missing, or the data are not those of an event of that name.
    /// </exception>
    public static CaseEvent Of(CaseLine line) => Of(line, static _ => true)!.Value;

    /// <summary>The same, but the data are read only if the stream is of a kind that is wanted.</summary>
    public static CaseEvent? Of(CaseLine line, Predicate<StreamKind> wanted)
    {
        try
        {
            var stream = CaseLine.LateText(line.Utf8.Span, ",\"stream\":\""u8);
            return stream.IsEmpty || wanted(StreamOf(stream).Kind) ? Read(line.Utf8.Span, wanted) : null;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or InvalidOperationException)
        {
            throw new CaseFileException(line.Number, $"it holds no event as it is described: {broken.Message}");
        }
    }

    // One pass over the bytes: the data are read where they stand, once the name is known.
    private static CaseEvent? Read(ReadOnlySpan<byte> line, Predicate<StreamKind> wanted)
    {
        var reader = new Utf8JsonReader(line);
        var (position, version, at) = (0L, 0L, default(Instant));
        var (correlation, causation) = (Guid.Empty, Guid.Empty);
        var (name, stream) = ("", default(StreamId));
        ReadOnlySpan<byte> data = default;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            reader.Read();
            switch (member)
            {
                case [(byte)'p', ..]:
                    position = reader.GetInt64();
                    break;
                case [(byte)'v', ..]:
                    version = reader.GetInt64();
                    break;
                case [(byte)'n', ..]:
                    name = reader.GetString()!;
                    break;
                case [(byte)'s', ..]:
                    stream = StreamOf(reader.ValueSpan);
                    break;
                case [(byte)'i', ..]:
                    at = TimeText.TryRead(reader.ValueSpan, out Instant instant) ? instant : throw Missing("instant");
                    break;
                case [(byte)'c', (byte)'o', ..]:
                    correlation = reader.GetGuid();
                    break;
                case [(byte)'c', (byte)'a', ..]:
                    causation = reader.GetGuid();
                    break;
                case [(byte)'d', ..]:
                    var from = (int)reader.TokenStartIndex;
                    reader.Skip();
                    data = line[from..(int)reader.BytesConsumed];
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (!wanted(stream.Kind))
        {
            return null;
        }

        var place = new EventPlace(position, stream, version, correlation, causation);
        return new CaseEvent(place, EventJson.Read(stream.Kind, name, data, at));
    }

    private static StreamId StreamOf(ReadOnlySpan<byte> text)
    {
        var slash = text.IndexOf((byte)'/');
        return slash > 0
            && EnumText.TryRead<StreamKind>(text[..slash], out var kind)
            && Utf8Parser.TryParse(text[(slash + 1)..], out Guid id, out var read)
            && read == text.Length - slash - 1
                ? new StreamId(kind, id)
                : throw Missing("stream");
    }

    private static FormatException Missing(string member) => new($"'{member}' is missing or of another form");
}
