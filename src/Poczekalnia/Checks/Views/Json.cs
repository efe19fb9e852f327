using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// A value of a line, read from its bytes; what is missing or malformed is a <see cref="FormatException"/> with its
/// name.
/// </summary>
public readonly ref struct Json
{
    private readonly ReadOnlySpan<byte> _line;
    private readonly ReadOnlySpan<Row> _rows;
    private readonly int _row;

    internal Json(ReadOnlySpan<byte> line, ReadOnlySpan<Row> rows, int row)
    {
        _line = line;
        _rows = rows;
        _row = row;
    }

    /// <summary>The bytes of the value as they stand in the line.</summary>
    public ReadOnlySpan<byte> Raw => _line[_rows[_row].Value.._rows[_row].ValueEnd];

    /// <summary>The bytes of a text between its quotes; escapes are not resolved.</summary>
    public ReadOnlySpan<byte> Utf8 => Raw is [(byte)'"', .. var text, _] ? text : throw Wrong("is no text");

    /// <summary>The name by which it is a member of an object; empty of an item of a list.</summary>
    public string Name => Encoding.UTF8.GetString(_line.Slice(_rows[_row].Name, _rows[_row].NameLength));

    /// <summary>The members of an object, the items of a list.</summary>
    public Walk Inside => new(_line, _rows, _row);

    public bool Has(ReadOnlySpan<byte> name) => Find(name) >= 0;

    public Json Need(ReadOnlySpan<byte> name) => TryGet(name, out var member) ? member : throw Missing(name);

    public bool TryGet(ReadOnlySpan<byte> name, out Json member)
    {
        var row = Find(name);
        member = row < 0 ? default : new Json(_line, _rows, row);
        return row >= 0;
    }

    public string AsText()
    {
        var text = Utf8;
        return text.Contains((byte)'\\') ? JsonElement.Parse(Raw).GetString()! : Encoding.UTF8.GetString(text);
    }

    public Guid AsId() =>
        Utf8Parser.TryParse(Utf8, out Guid id, out var read) && read == Utf8.Length ? id : throw Wrong("is no UUID");

    public long AsWhole() =>
        Utf8Parser.TryParse(Raw, out long number, out var read) && read == Raw.Length
            ? number
            : throw Wrong("is no whole number");

    public int AsNumber() => checked((int)AsWhole());

    public Walk AsList() => Raw[0] == '[' ? Inside : throw Wrong("is no list");

    public T AsWord<T>()
        where T : struct, Enum =>
        Words.Read<T>(Utf8);

    public string Text(ReadOnlySpan<byte> name) => Need(name).AsText();

    public string? MaybeText(ReadOnlySpan<byte> name) => TryGet(name, out var member) ? member.AsText() : null;

    public Guid Id(ReadOnlySpan<byte> name) => Need(name).AsId();

    public Guid? MaybeId(ReadOnlySpan<byte> name) => TryGet(name, out var member) ? member.AsId() : null;

    public Guid[] Ids(ReadOnlySpan<byte> name)
    {
        var ids = new List<Guid>();
        foreach (var item in Need(name).AsList())
        {
            ids.Add(item.AsId());
        }

        return [.. ids];
    }

    public long Whole(ReadOnlySpan<byte> name) => Need(name).AsWhole();

    public long? MaybeWhole(ReadOnlySpan<byte> name) => TryGet(name, out var member) ? member.AsWhole() : null;

    public int Number(ReadOnlySpan<byte> name) => Need(name).AsNumber();

    public T Word<T>(ReadOnlySpan<byte> name)
        where T : struct, Enum =>
        Need(name).AsWord<T>();

    public DateOnly Day(ReadOnlySpan<byte> name) => Moments.ReadDay(Need(name).Utf8);

    /// <summary>The row of a member; below 0 when there is none.</summary>
    private int Find(ReadOnlySpan<byte> name)
    {
        for (var (row, end) = (_row + 1, _rows[_row].Next); row < end; row = _rows[row].Next)
        {
            if (_rows[row].NameLength == name.Length && _line.Slice(_rows[row].Name, name.Length).SequenceEqual(name))
            {
                return row;
            }
        }

        return -1;
    }

    private FormatException Wrong(string why) => new($"'{(Name.Length > 0 ? Name : "an item")}' {why}");

    private static FormatException Missing(ReadOnlySpan<byte> name) =>
        new($"'{Encoding.UTF8.GetString(name)}' is missing");

    /// <summary>Goes through the values inside one.</summary>
    public ref struct Walk
    {
        private readonly ReadOnlySpan<byte> _line;
        private readonly ReadOnlySpan<Row> _rows;
        private readonly int _end;
        private int _next;
        private int _row;

        internal Walk(ReadOnlySpan<byte> line, ReadOnlySpan<Row> rows, int row)
        {
            _line = line;
            _rows = rows;
            _end = rows[row].Next;
            _next = row + 1;
        }

        public readonly Json Current => new(_line, _rows, _row);

        public readonly Walk GetEnumerator() => this;

        public bool MoveNext()
        {
            _row = _next;
            _next = _row < _end ? _rows[_row].Next : _end;
            return _row < _end;
        }
    }
}
