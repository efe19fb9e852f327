using System.Buffers;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// Finds the members of a line, those of its objects and lists too, in one pass over its bytes. A line of a case file
/// is canonical, so nothing stands between the members, and strings are the only values that need a look at every
/// byte. The room is used again for the next line: millions of them leave no garbage behind.
/// </summary>
public sealed class LineIndex
{
    private const int DepthMax = 64;

    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);

    private Row[] _rows = new Row[64];
    private int _count;

    /// <summary>The object that a line is; valid until the next line is read.</summary>
    /// <exception cref="FormatException">It is no JSON object without whitespace.</exception>
    public Json Read(ReadOnlySpan<byte> line)
    {
        _count = 0;
        var end = line is [(byte)'{', ..] ? Row(line, 0, 0, 0, 0) : 0;
        return end == line.Length && end > 0 ? new Json(line, _rows.AsSpan(0, _count), 0) : throw Wrong(end);
    }

    /// <summary>Takes down a value with all that is in it.</summary>
    /// <returns>Where it ends.</returns>
    private int Row(ReadOnlySpan<byte> line, int name, int nameLength, int value, int depth)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, 2 * _rows.Length);
        }

        var row = _count++;
        var end = At(line, value) switch
        {
            (byte)'"' => StringEnd(line, value),
            (byte)'{' => Members(line, value + 1, depth),
            (byte)'[' => Items(line, value + 1, depth),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => NumberEnd(line, value),
            _ => throw Wrong(value),
        };
        _rows[row] = new Row(name, nameLength, value, end, _count);
        return end;
    }

    private int Members(ReadOnlySpan<byte> line, int at, int depth)
    {
        if (At(line, at) == '}')
        {
            return at + 1;
        }

        while (true)
        {
            var nameEnd = At(line, at) == '"' && depth < DepthMax ? StringEnd(line, at) : throw Wrong(at);
            var value = At(line, nameEnd) == ':' ? nameEnd + 1 : throw Wrong(nameEnd);
            var end = Row(line, at + 1, nameEnd - at - 2, value, depth + 1);
            switch (At(line, end))
            {
                case (byte)',':
                    at = end + 1;
                    break;
                case (byte)'}':
                    return end + 1;
                default:
                    throw Wrong(end);
            }
        }
    }

    private int Items(ReadOnlySpan<byte> line, int at, int depth)
    {
        if (At(line, at) == ']')
        {
            return at + 1;
        }

        while (depth < DepthMax)
        {
            var end = Row(line, at, 0, at, depth + 1);
            switch (At(line, end))
            {
                case (byte)',':
                    at = end + 1;
                    break;
                case (byte)']':
                    return end + 1;
                default:
                    throw Wrong(end);
            }
        }

        throw Wrong(at);
    }

    private static int StringEnd(ReadOnlySpan<byte> line, int at)
    {
        for (at++; line[at..].IndexOfAny(StringEnds) is var next and >= 0;)
        {
            at += next;
            if (line[at] == '"')
            {
                return at + 1;
            }

            // Whatever is escaped, one letter of it belongs to the backslash.
            at = Math.Min(at + 2, line.Length);
        }

        throw Wrong(line.Length);
    }

    private static int NumberEnd(ReadOnlySpan<byte> line, int at)
    {
        for (at++; at < line.Length && line[at] is >= (byte)'0' and <= (byte)'9';)
        {
            at++;
        }

        return at;
    }

    private static byte At(ReadOnlySpan<byte> line, int at) => at < line.Length ? line[at] : (byte)0;

    private static FormatException Wrong(int at) => new($"it is no canonical JSON at byte {at + 1}");
}

/// <summary>Where a value of a line stands; those inside it follow.</summary>
/// <param name="Name">Where its name begins; of an item of a list, where the item begins.</param>
/// <param name="Next">The row of the next value that is not inside this one.</param>
public readonly record struct Row(int Name, int NameLength, int Value, int ValueEnd, int Next);
