using System.Text;

namespace Scheduling.Domain.Serialization.Writers;

/// <summary>UTF-8 in the making, in bytes that are used again.</summary>
internal sealed class Utf8Text
{
    private const int UsualLength = 1024;

    private byte[] _bytes = new byte[UsualLength];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Put(byte value)
    {
        Room(1)[0] = value;
        _length++;
    }

    public void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>A string value with its quotes.</summary>
    public void PutString(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyExcept(CanonicalText.Plain))
        {
            _length += CanonicalText.PutString(text, Room(CanonicalText.LengthMax(text)));
            return;
        }

        var room = Room(text.Length + 2);
        room[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, room[1..]);
        room[text.Length + 1] = (byte)'"';
        _length += text.Length + 2;
    }

    /// <summary>Bytes to be written to; <see cref="Take"/> says how many were.</summary>
    public Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        }

        return _bytes.AsSpan(_length);
    }

    public void Take(int length) => _length += length;
}
