using Scheduling.Domain.Serialization.Writers;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// Writes one value after the other as canonical JSON into the same bytes, so that a run makes no garbage.
/// </summary>
/// <remarks>What a method returns is valid until the next call.</remarks>
public sealed class CanonicalBuffer
{
    private readonly Utf8Text _text = new();

    /// <summary>The data of an event, without its instant. Of an unknown event they are as they came.</summary>
    public ReadOnlySpan<byte> Write(DomainEvent happened)
    {
        _text.Clear();
        if (happened is UnknownEvent unknown)
        {
            _text.Put(System.Text.Encoding.UTF8.GetBytes(unknown.Data));
        }
        else
        {
            EventNames.WriterOf(happened.GetType()).Write(_text, happened);
        }

        return _text.Written;
    }

    /// <summary>Any other record, by the type it has.</summary>
    public ReadOnlySpan<byte> Write(object value)
    {
        _text.Clear();
        CanonicalWriter.Of(value.GetType()).Write(_text, value);
        return _text.Written;
    }
}
