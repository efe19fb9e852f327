namespace Poczekalnia.CaseFiles;

/// <summary>Puts the members that every notice has and those that only some have into one ordinal order.</summary>
internal sealed class NoticeMembers
{
    private static readonly string[] Fixed =
        ["at", "cause", "channel", "h", "key", "kind", "recipient", "type"];

    private readonly List<NoticeMember> _more = [];
    private int _next;
    private bool _first;

    /// <summary>Begins a notice.</summary>
    /// <exception cref="ArgumentException">A further member has a name that is taken.</exception>
    public void Begin(IReadOnlyList<NoticeMember> more)
    {
        (_next, _first) = (0, true);
        _more.Clear();
        _more.AddRange(more);
        _more.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        for (var i = 0; i < _more.Count; i++)
        {
            var name = _more[i].Name;
            if (Fixed.Contains(name, StringComparer.Ordinal) || (i > 0 && name == _more[i - 1].Name))
            {
                throw new ArgumentException($"'{name}' is taken in a notice.", nameof(more));
            }
        }
    }

    /// <summary>Writes what comes before a member, and its name; its value is the caller's.</summary>
    public LineBuffer Next(LineBuffer line, string name) => Name(Before(line, name), name);

    /// <summary>Writes the further members that come before a name.</summary>
    public LineBuffer Before(LineBuffer line, string name)
    {
        while (_next < _more.Count && string.CompareOrdinal(_more[_next].Name, name) < 0)
        {
            WriteNext(line);
        }

        return line;
    }

    /// <summary>Writes what is left and closes the notice.</summary>
    public LineBuffer End(LineBuffer line)
    {
        while (_next < _more.Count)
        {
            WriteNext(line);
        }

        return line.Raw("}"u8);
    }

    private void WriteNext(LineBuffer line)
    {
        var member = _more[_next++];
        Name(line, member.Name);
        if (member.Text is { } text)
        {
            line.Text(text);
        }
        else
        {
            line.Number(member.Number);
        }
    }

    private LineBuffer Name(LineBuffer line, string name)
    {
        line.Raw(_first ? "{"u8 : ","u8).Text(name).Raw(":"u8);
        _first = false;
        return line;
    }
}
