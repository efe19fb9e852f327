using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using NodaTime;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.CaseFiles;

/// <summary>
/// One line in the making. The hash of the line before stands in front of it in the same bytes, so that the hash of
/// both is one call over what is there; the hash of this line is put in only when the line is copied out.
/// </summary>
internal sealed class LineBuffer : IDisposable
{
    private const int HashDigits = 2 * SHA256.HashSizeInBytes;
    private const int NumberDigitsMax = 20;
    private const int UuidLength = 36;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))));

    private readonly CanonicalBuffer _strings = new();

    // Kept, for to set one up costs more than to hash a line.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _bytes = new byte[4096];
    private int _length = HashDigits;
    private int _hashAt;
    private bool _first = true;
    private Instant? _lastInstant;
    private readonly byte[] _lastInstantText = new byte[TimeText.LengthMax];
    private int _lastInstantLength;

    /// <summary>The hash of the last line that was finished, 64 hexadecimal digits.</summary>
    public ReadOnlySpan<byte> Hash => _first ? default : _bytes.AsSpan(0, HashDigits);

    /// <summary>Forgets what was begun and not finished, such as a line whose event could not be written.</summary>
    public void Begin() => _length = HashDigits;

    /// <summary>Bytes that stand as they are: names, braces, canonical JSON.</summary>
    public LineBuffer Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>A string value.</summary>
    public LineBuffer Text(string value)
    {
        if (value.AsSpan().ContainsAnyExcept(Plain))
        {
            return Raw(_strings.Write(value));
        }

        var room = Room(value.Length + 2);
        room[0] = (byte)'"';
        System.Text.Encoding.ASCII.GetBytes(value, room[1..]);
        room[value.Length + 1] = (byte)'"';
        _length += value.Length + 2;
        return this;
    }

    /// <summary>An integer value.</summary>
    public LineBuffer Number(long value)
    {
        Utf8Formatter.TryFormat(value, Room(NumberDigitsMax), out var written);
        _length += written;
        return this;
    }

    /// <summary>The text of a UUID, without quotes.</summary>
    public LineBuffer Uuid(Guid value)
    {
        value.TryFormat(Room(UuidLength), out var written);
        _length += written;
        return this;
    }

    /// <summary>
    /// The text of an instant, without quotes. Lines of one instant follow each other, so the last is kept.
    /// </summary>
    public LineBuffer Time(Instant value)
    {
        if (_lastInstant != value)
        {
            _lastInstantLength = TimeText.Write(value, _lastInstantText);
            _lastInstant = value;
        }

        return Raw(_lastInstantText.AsSpan(0, _lastInstantLength));
    }

    /// <summary>The text of a local date and time, without quotes.</summary>
    public LineBuffer Time(LocalDateTime value)
    {
        _length += TimeText.Write(value, Room(TimeText.LengthMax));
        return this;
    }

    /// <summary>Here, between two members, the hash will stand.</summary>
    public LineBuffer HashHere()
    {
        _hashAt = _length;
        return this;
    }

    /// <summary>Hashes the line, writes it with its hash and a line feed, and begins the next.</summary>
    public void Finish(LineSink sink)
    {
        var start = _first ? HashDigits : 0;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(_bytes.AsSpan(start, _length - start));
        _hash.GetHashAndReset(digest);
        Convert.TryToHexStringLower(digest, _bytes.AsSpan(0, HashDigits), out _);
        _first = false;

        sink.Write(_bytes.AsSpan(HashDigits, _hashAt - HashDigits));
        sink.Write(",\"h\":\""u8);
        sink.Write(_bytes.AsSpan(0, HashDigits));
        sink.Write("\""u8);
        sink.Write(_bytes.AsSpan(_hashAt, _length - _hashAt));
        sink.Write("\n"u8);
        sink.EndLine();
        Begin();
    }

    public void Dispose() => _hash.Dispose();

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        }

        return _bytes.AsSpan(_length);
    }
}
