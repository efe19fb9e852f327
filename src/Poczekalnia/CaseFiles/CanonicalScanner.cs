using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Poczekalnia.CaseFiles;

/// <summary>
/// Whether a line is one canonical JSON object, and where its members are. Written by hand because every byte of a file
/// of gigabytes goes through it; it shares nothing with what writes the lines.
/// </summary>
internal ref struct CanonicalScanner
{
    private const int DepthMax = 64;
    private const int MembersMax = 32;
    private const int SafeDigits = 18;

    // All that may end or interrupt a string.
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _line;
    private readonly Span<Member> _members;
    private int _at;
    private int _memberCount;
    private bool _isAscii;
    private bool _hasControl;
    private bool _hasEscape;
    private string? _reason;

    /// <param name="members">Room for the members of the object; a line has few.</param>
    public CanonicalScanner(ReadOnlySpan<byte> line, Span<Member> members)
    {
        _line = line;
        _members = members;
    }

    /// <summary>As many members as any line has.</summary>
    public static int Members => MembersMax;

    /// <summary>The members found, in the order of the line.</summary>
    public readonly ReadOnlySpan<Member> Found => _members[.._memberCount];

    /// <summary>Nothing when the line is canonical, else what is wrong and at which byte.</summary>
    public string? Scan()
    {
        _isAscii = Ascii.IsValid(_line);
        _hasControl = _line.ContainsAnyInRange((byte)0, (byte)0x1F);
        if (!_isAscii && !Utf8.IsValid(_line))
        {
            return "it is not UTF-8";
        }

        if (_line.IsEmpty || _line[0] != '{')
        {
            return "it is no JSON object";
        }

        if (Object(0) && _at < _line.Length)
        {
            Fail("something follows the object");
        }

        return _reason is null ? null : $"it is not canonical JSON at byte {_at + 1}: {_reason}";
    }

    private bool Value(int depth)
    {
        if (_at >= _line.Length)
        {
            return Fail("it ends too early");
        }

        return _line[_at] switch
        {
            (byte)'"' => String(),
            (byte)'{' => depth < DepthMax ? Object(depth) : Fail("it is nested too deeply"),
            (byte)'[' => depth < DepthMax ? Array(depth) : Fail("it is nested too deeply"),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => Integer(),
            _ => Fail("a string, an integer, an object or a list is expected"),
        };
    }

    private bool Object(int depth)
    {
        _at++;
        if (Take('}'))
        {
            return true;
        }

        var (last, lastEnd) = (-1, -1);
        var lastIsPlain = true;
        do
        {
            var name = _at;
            if (_at >= _line.Length || _line[_at] != '"')
            {
                return Fail("a member is expected");
            }

            _hasEscape = false;
            if (!String())
            {
                return false;
            }

            var nameEnd = _at;
            var isPlain = _isAscii && !_hasEscape;
            if (last >= 0
                && !InOrder(_line[(last + 1)..(lastEnd - 1)], _line[(name + 1)..(nameEnd - 1)], isPlain && lastIsPlain))
            {
                _at = name;
                return Fail("members are not in ordinal order or stand twice");
            }

            if (!Take(':'))
            {
                return Fail("a colon is expected");
            }

            var value = _at;
            if (!Value(depth + 1) || (depth == 0 && !Note(new Member(name, nameEnd, value, _at))))
            {
                return false;
            }

            (last, lastEnd, lastIsPlain) = (name, nameEnd, isPlain);
        }
        while (Take(','));

        return Take('}') || Fail("a comma or a closing brace is expected");
    }

    private bool Array(int depth)
    {
        _at++;
        if (Take(']'))
        {
            return true;
        }

        do
        {
            if (!Value(depth + 1))
            {
                return false;
            }
        }
        while (Take(','));

        return Take(']') || Fail("a comma or a closing bracket is expected");
    }

    private bool String()
    {
        _at++;
        while (true)
        {
            var rest = _line[_at..];
            var next = _hasControl ? rest.IndexOfAny(Special) : rest.IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return Fail("a string has no end");
            }

            _at += next;
            if (_line[_at] == '"')
            {
                _at++;
                return true;
            }

            _hasEscape = true;
            if (_line[_at] != '\\' || !Escape())
            {
                return Fail("a character is not escaped, or not in the one way it should be");
            }
        }
    }

    /// <summary>One of the seven short escapes, or the long one of a control character that has no short one.</summary>
    private bool Escape()
    {
        var rest = _line[(_at + 1)..];
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest[0] != 'u')
        {
            _at += 2;
            return "\"\\bfnrt"u8.Contains(rest[0]);
        }

        if (rest.Length < 5 || rest[1] != '0' || rest[2] != '0' || rest[3] is not ((byte)'0' or (byte)'1')
            || !"0123456789abcdef"u8.Contains(rest[4])
            || (rest[3] == '0' && "89acd"u8.Contains(rest[4])))
        {
            return false;
        }

        _at += 6;
        return true;
    }

    private bool Integer()
    {
        var from = _at;
        var negative = Take('-');
        var digits = _at;
        while (_at < _line.Length && _line[_at] is >= (byte)'0' and <= (byte)'9')
        {
            _at++;
        }

        if (_at < _line.Length && _line[_at] is (byte)'.' or (byte)'e' or (byte)'E')
        {
            return Fail("a number is not an integer");
        }

        var count = _at - digits;
        if (count == 0 || (_line[digits] == '0' && (count > 1 || negative)))
        {
            return Fail("a number is not written in the one way it should be");
        }

        return count <= SafeDigits
            || (Utf8Parser.TryParse(_line[from.._at], out long _, out var read) && read == _at - from)
            || Fail("a number is too large");
    }

    // Ordinal means by UTF-16 code units, which for names in plain ASCII is the order of their bytes.
    private static bool InOrder(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool arePlain)
    {
        if (!arePlain)
        {
            return string.CompareOrdinal(Text(left), Text(right)) < 0;
        }

        // Most names differ in their first letter.
        return left.Length > 0 && right.Length > 0 && left[0] != right[0]
            ? left[0] < right[0]
            : left.SequenceCompareTo(right) < 0;
    }

    private static string Text(ReadOnlySpan<byte> name) =>
        JsonElement.Parse((byte[])[(byte)'"', .. name, (byte)'"']).GetString()!;

    private bool Note(Member member)
    {
        if (_memberCount == _members.Length)
        {
            return Fail("it has too many members");
        }

        _members[_memberCount++] = member;
        return true;
    }

    private bool Take(char expected)
    {
        if (_at < _line.Length && _line[_at] == expected)
        {
            _at++;
            return true;
        }

        return false;
    }

    private bool Fail(string reason)
    {
        _reason ??= reason;
        return false;
    }

    /// <summary>Where one member of the object stands: its name with the quotes, and its value.</summary>
    public readonly record struct Member(int Name, int NameEnd, int Value, int ValueEnd);
}
