using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Member = Poczekalnia.CaseFiles.CanonicalScanner.Member;

namespace Poczekalnia.CaseFiles;

/// <summary>
/// Whether lines, one after the other, are a case file: canonical form, the chain of hashes, the manifest first, the
/// end last and only once, positions that increase, counts that are right.
/// </summary>
internal sealed class CaseFileVerifier : IDisposable
{
    private const int HashDigits = 64;
    private const long KnownFormat = 1;

    private readonly Member[] _members = new Member[CanonicalScanner.Members];
    private readonly byte[] _lastHash = new byte[HashDigits];

    // Kept, for to set one up costs more than to hash a line.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _hashed = [];
    private long _line;
    private long? _lastPosition;
    private long _commands;
    private long _events;
    private long _notices;
    private long _policies;
    private bool _ended;

    /// <summary>How many lines have been accepted.</summary>
    public long Lines => _line;

    /// <summary>The hash of the last line.</summary>
    public string LastHash => Encoding.ASCII.GetString(_lastHash);

    /// <summary>Takes the next line, without its line feed.</summary>
    /// <exception cref="CaseFileException">The line is not what must come next.</exception>
    public void Accept(ReadOnlySpan<byte> line)
    {
        _line++;
        var scanner = new CanonicalScanner(line, _members);
        if (scanner.Scan() is { } reason)
        {
            throw Broken(reason);
        }

        if (_ended)
        {
            throw Broken("a line follows the end line");
        }

        var members = scanner.Found;
        Chain(line, members);
        Structure(line, members);
    }

    /// <summary>Says that no line follows.</summary>
    /// <exception cref="CaseFileException">The last line was not the end line.</exception>
    public void Finish()
    {
        if (_line == 0)
        {
            throw new CaseFileException(1, "the file is empty");
        }

        if (!_ended)
        {
            throw new CaseFileException(_line + 1, "the end line is missing: the file is cut off");
        }
    }

    public void Dispose() => _hash.Dispose();

    private void Chain(ReadOnlySpan<byte> line, ReadOnlySpan<Member> members)
    {
        var index = IndexOf(line, members, "h"u8);
        if (index < 0 || members[index].ValueEnd - members[index].Value != HashDigits + 2)
        {
            throw Broken("it has no hash of 64 digits");
        }

        // Without the member there is no comma for it either.
        var (from, to) = index > 0
            ? (members[index].Name - 1, members[index].ValueEnd)
            : (members[index].Name, Math.Min(members[index].ValueEnd + 1, line.Length - 1));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.AppendData(Hashed(line, from, to));
        _hash.GetHashAndReset(digest);
        Convert.TryToHexStringLower(digest, _lastHash, out _);
        if (!Text(line, members[index]).SequenceEqual(_lastHash))
        {
            throw Broken("its hash is wrong: it was changed, or a line before it was changed, moved or left out");
        }
    }

    /// <summary>
    /// The hash of the line before and the line without its own, in one piece: one call costs less than three.
    /// </summary>
    private ReadOnlySpan<byte> Hashed(ReadOnlySpan<byte> line, int from, int to)
    {
        if (_hashed.Length < HashDigits + line.Length)
        {
            _hashed = new byte[2 * (HashDigits + line.Length)];
        }

        var before = _line > 1 ? HashDigits : 0;
        _lastHash.AsSpan(0, before).CopyTo(_hashed);
        line[..from].CopyTo(_hashed.AsSpan(before));
        line[to..].CopyTo(_hashed.AsSpan(before + from));
        return _hashed.AsSpan(0, before + from + line.Length - to);
    }

    private void Structure(ReadOnlySpan<byte> line, ReadOnlySpan<Member> members)
    {
        var type = Needed(line, members, "type"u8, '"');
        if (_line == 1 != type.SequenceEqual("manifest"u8))
        {
            throw Broken(_line == 1 ? "the first line is no manifest" : "a manifest that is not the first line");
        }

        if (type.SequenceEqual("event"u8))
        {
            _events++;
            Event(line, members);
        }
        else if (type.SequenceEqual("command"u8))
        {
            _commands++;
            Needed(line, members, "id"u8, '"');
            Needed(line, members, "operation"u8, '"');
            Needed(line, members, "arguments"u8, '{');
            Needed(line, members, "outcome"u8, '"');
        }
        else if (type.SequenceEqual("notice"u8))
        {
            _notices++;
            Needed(line, members, "key"u8, '"');
        }
        else if (type.SequenceEqual("policy"u8))
        {
            _policies++;
            Needed(line, members, "content"u8, '{');
        }
        else if (type.SequenceEqual("interruption"u8))
        {
            Needed(line, members, "at"u8, '"');
            Needed(line, members, "what"u8, '"');
        }
        else if (type.SequenceEqual("manifest"u8))
        {
            var format = Number(line, members, "format"u8);
            if (format != KnownFormat)
            {
                throw Broken($"format {format} is not known");
            }
        }
        else if (type.SequenceEqual("end"u8))
        {
            End(line, members);
        }
    }

    private void Event(ReadOnlySpan<byte> line, ReadOnlySpan<Member> members)
    {
        Needed(line, members, "stream"u8, '"');
        Needed(line, members, "name"u8, '"');
        Needed(line, members, "instant"u8, '"');
        Needed(line, members, "data"u8, '{');
        var position = Number(line, members, "position"u8);
        if (position <= _lastPosition)
        {
            throw Broken($"position {position} comes after position {_lastPosition}");
        }

        _lastPosition = position;
    }

    private void End(ReadOnlySpan<byte> line, ReadOnlySpan<Member> members)
    {
        _ended = true;
        var complete = Needed(line, members, "complete"u8, '"');
        if (!complete.SequenceEqual("yes"u8) && !complete.SequenceEqual("no"u8))
        {
            throw Broken("complete is neither yes nor no");
        }

        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"commands":{{_commands}},"events":{{_events}},"notices":{{_notices}},"policies":{{_policies}}}""");
        var said = Encoding.UTF8.GetString(Needed(line, members, "counts"u8, '{'));
        if (said != counts)
        {
            throw Broken($"it counts {said}, but there are {counts}");
        }
    }

    private long Number(ReadOnlySpan<byte> line, ReadOnlySpan<Member> members, ReadOnlySpan<byte> name)
    {
        var index = IndexOf(line, members, name);
        return index >= 0
            && Utf8Parser.TryParse(line[members[index].Value..members[index].ValueEnd], out long number, out _)
                ? number
                : throw Broken($"the number {Encoding.UTF8.GetString(name)} is missing");
    }

    /// <summary>The text of a string without its quotes, or of an object with its braces.</summary>
    private ReadOnlySpan<byte> Needed(
        ReadOnlySpan<byte> line, ReadOnlySpan<Member> members, ReadOnlySpan<byte> name, char opening)
    {
        var index = IndexOf(line, members, name);
        if (index < 0 || line[members[index].Value] != opening)
        {
            throw Broken($"the member {Encoding.UTF8.GetString(name)} is missing or of another kind");
        }

        return opening == '"' ? Text(line, members[index]) : line[members[index].Value..members[index].ValueEnd];
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> line, Member member) =>
        line[(member.Value + 1)..(member.ValueEnd - 1)];

    private static int IndexOf(ReadOnlySpan<byte> line, ReadOnlySpan<Member> members, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (line[(members[i].Name + 1)..(members[i].NameEnd - 1)].SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    private CaseFileException Broken(string reason) => new(_line, reason);
}
