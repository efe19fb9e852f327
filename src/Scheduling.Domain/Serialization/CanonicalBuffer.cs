using System.Buffers;
using System.Text.Json;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// Writes one value after the other as canonical JSON into the same bytes, so that a run makes no garbage.
/// </summary>
/// <remarks>What a method returns is valid until the next call.</remarks>
public sealed class CanonicalBuffer : IDisposable
{
    private const int UsualLength = 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new(UsualLength);
    private readonly Utf8JsonWriter _json;

    public CanonicalBuffer() => _json = new Utf8JsonWriter(_bytes, CanonicalJson.WriterOptions);

    /// <summary>The data of an event, without its instant.</summary>
    public ReadOnlySpan<byte> Write(DomainEvent happened)
    {
        Clear();
        EventJson.Write(_json, happened);
        return Written();
    }

    /// <summary>Any other record, by the type it has.</summary>
    public ReadOnlySpan<byte> Write(object value)
    {
        Clear();
        CanonicalJson.Write(_json, value);
        return Written();
    }

    public void Dispose() => _json.Dispose();

    private void Clear()
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
    }

    private ReadOnlySpan<byte> Written()
    {
        _json.Flush();
        return _bytes.WrittenSpan;
    }
}
