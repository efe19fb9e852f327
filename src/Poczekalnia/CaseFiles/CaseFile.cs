using System.Globalization;
using System.Text.Json;
using NodaTime.Text;

namespace Poczekalnia.CaseFiles;

/// <summary>How many lines of each kind a case file holds.</summary>
public sealed record CaseCounts(long Commands, long Events, long Notices, long Policies);

/// <summary>
/// A case file that was read to its end and found whole. There is no other way to get at its lines, so nobody ever
/// works with half of a file or an edited one.
/// </summary>
public sealed class CaseFile
{
    private readonly Func<Stream> _open;

    private CaseFile(Func<Stream> open, long lines, string logHash, Manifest manifest, JsonElement end)
    {
        var counts = end.GetProperty("counts");
        _open = open;
        LineCount = lines;
        LogHash = logHash;
        Manifest = manifest;
        Complete = end.GetProperty("complete").GetString() == "yes";
        Counts = new CaseCounts(
            counts.GetProperty("commands").GetInt64(),
            counts.GetProperty("events").GetInt64(),
            counts.GetProperty("notices").GetInt64(),
            counts.GetProperty("policies").GetInt64());
    }

    public Manifest Manifest { get; }

    public CaseCounts Counts { get; }

    /// <summary>Whether the run came to its end; <see langword="false"/> when it was interrupted.</summary>
    public bool Complete { get; }

    /// <summary>The hash of the end line, which stands for the whole file.</summary>
    public string LogHash { get; }

    public long LineCount { get; }

    /// <summary>Verifies a whole file.</summary>
    /// <exception cref="CaseFileException">It is cut off, edited or no case file.</exception>
    public static CaseFile Open(string path) =>
        Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));

    /// <summary>Verifies what can be read more than once from its beginning.</summary>
    /// <exception cref="CaseFileException">It is cut off, edited or no case file.</exception>
    public static CaseFile Open(Func<Stream> open)
    {
        using var verifier = new CaseFileVerifier();
        using var stream = open();
        var (first, last) = (default(ReadOnlyMemory<byte>), default(ReadOnlyMemory<byte>));
        foreach (var line in RawLines.Of(stream))
        {
            verifier.Accept(line.Span);
            first = first.IsEmpty ? line.ToArray() : first;
            last = line;
        }

        verifier.Finish();
        return new CaseFile(
            open, verifier.Lines, verifier.LastHash, ManifestOf(first), JsonElement.Parse(last.Span));
    }

    /// <summary>The lines from the first to the last, read anew each time.</summary>
    public IEnumerable<CaseLine> Lines()
    {
        using var stream = _open();
        var number = 0L;
        foreach (var line in RawLines.Of(stream))
        {
            yield return new CaseLine(++number, line);
        }
    }

    private static Manifest ManifestOf(ReadOnlyMemory<byte> line)
    {
        var manifest = JsonElement.Parse(line.Span);
        var from = InstantPattern.ExtendedIso.Parse(Text("from"));
        return new Manifest(
            Text("scenario"),
            Text("seed"),
            Text("code"),
            Text("tzdb"),
            from.Success ? from.Value : throw Missing("from"),
            Text("pseudonymised") == "yes");

        string Text(string name) =>
            manifest.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw Missing(name);

        static CaseFileException Missing(string name) =>
            new(1, string.Create(CultureInfo.InvariantCulture, $"the member {name} is missing or of another kind"));
    }
}
