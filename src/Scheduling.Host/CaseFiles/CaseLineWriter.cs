using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Scheduling.Host.CaseFiles;

/// <summary>A member of a line.</summary>
/// <param name="Value">Canonical JSON; nothing where the member is left out.</param>
internal readonly record struct CaseMember(string Name, byte[]? Value);

/// <summary>Writes the lines of a case file, each with the hash over the line before and itself.</summary>
internal sealed class CaseLineWriter(Stream target)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of the last line, 64 hexadecimal digits; empty before the first.</summary>
    public string LastHash { get; private set; } = "";

    /// <param name="members">In the order of their names.</param>
    public void Write(params ReadOnlySpan<CaseMember> members)
    {
        _line.ResetWrittenCount();
        _line.Write(Encoding.ASCII.GetBytes(LastHash));
        var begin = _line.WrittenCount;
        _line.Write("{"u8);
        var (hashAt, before) = (0, "");
        foreach (var (name, value) in members)
        {
            Debug.Assert(string.CompareOrdinal(before, name) < 0, "members stand in the order of their names");
            before = name;
            if (value is null)
            {
                continue;
            }

            if (hashAt == 0 && string.CompareOrdinal(name, "h") > 0)
            {
                hashAt = _line.WrittenCount;
            }

            _line.Write(_line.WrittenCount > begin + 1 ? ",\""u8 : "\""u8);
            _line.Write(Encoding.ASCII.GetBytes(name));
            _line.Write("\":"u8);
            _line.Write(value);
        }

        _line.Write("}"u8);
        var text = _line.WrittenSpan;
        SHA256.HashData(text, _digest);
        LastHash = Convert.ToHexStringLower(_digest);

        // Of every line some member stands before the hash and its type behind it.
        target.Write(text[begin..hashAt]);
        target.Write(Encoding.ASCII.GetBytes($",\"h\":\"{LastHash}\""));
        target.Write(text[hashAt..]);
        target.Write("\n"u8);
    }
}
