using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scheduling.Host.CaseFiles;

namespace Scheduling.Host.Tests.Support;

/// <summary>
/// What a case file tells, whatever the positions of its events and the grouping of its appends: the life of every
/// stream, the order in which the slots of each scope were given away, and who was told what.
/// </summary>
public sealed partial class History
{
    private const int DifferencesShown = 5;

    private readonly string _path;
    private readonly SortedDictionary<string, Life> _streams = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Life> _assigned = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _notices = new(StringComparer.Ordinal);

    private History(string path) => _path = path;

    /// <summary>Events of all streams.</summary>
    public long Events => _streams.Values.Sum(life => (long)life.Count);

    /// <summary>Slots given to somebody who waited.</summary>
    public long Assigned => _assigned.Values.Sum(life => (long)life.Count);

    public static History Of(string path)
    {
        var history = new History(path);
        var scopes = new Dictionary<string, string>();
        foreach (var line in CaseLines.Read(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            switch (root.GetProperty("type").GetString())
            {
                case "event":
                    history.Take(root, scopes);
                    break;
                case "notice":
                    history._notices.Add(root.GetProperty("key").GetString()!);
                    break;
            }
        }

        return history;
    }

    /// <summary>What this history tells otherwise than another, a few examples of it; nothing when they tell the
    /// same.</summary>
    public IReadOnlyList<string> DifferencesFrom(History other) =>
    [
        .. Differing(_assigned, other._assigned)
            .Select(scope => $"the order of assignments in {scope}"),
        .. Differing(_streams, other._streams).SelectMany(stream => (string[])
            [$"{stream}:", .. LinesOf(stream), "instead of:", .. other.LinesOf(stream)]),
        .. _notices.Except(other._notices).Take(DifferencesShown).Select(key => $"only here: {key}"),
        .. other._notices.Except(_notices).Take(DifferencesShown).Select(key => $"not here: {key}"),
    ];

    private static IEnumerable<string> Differing(
        SortedDictionary<string, Life> left, SortedDictionary<string, Life> right) =>
        left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            .Where(key => left.GetValueOrDefault(key) != right.GetValueOrDefault(key)).Take(DifferencesShown);

    private void Take(JsonElement line, Dictionary<string, string> scopes)
    {
        var stream = line.GetProperty("stream").GetString()!;
        var name = line.GetProperty("name").GetString();
        Add(_streams, stream, Text(line));
        switch (name)
        {
            case "slot_published":
                scopes[stream] = line.GetProperty("data").GetProperty("scope").GetString()!;
                break;
            case "slot_assigned":
                Add(_assigned, scopes[stream], $"{stream} {Text(line)}");
                break;
        }
    }

    private static void Add(SortedDictionary<string, Life> lives, string key, string text) =>
        lives[key] = lives.GetValueOrDefault(key).And(text);

    private IEnumerable<string> LinesOf(string stream) =>
        CaseLines.Read(_path).Select(line => Encoding.UTF8.GetString(line.Span))
            .Where(line => line.Contains($"\"stream\":\"{stream}\"", StringComparison.Ordinal))
            .Select(line => $"  {Text(JsonElement.Parse(line))}");

    // How far the matcher had read is a position, and positions may differ.
    private static string Text(JsonElement line) =>
        $"{line.GetProperty("version")} {line.GetProperty("instant")} {line.GetProperty("name")} "
        + AsOf().Replace(line.GetProperty("data").GetRawText(), "");

    [GeneratedRegex("\"asOf\":[0-9]+,?")]
    private static partial Regex AsOf();

    /// <summary>How many events there were, and a hash over all of them in their order.</summary>
    private readonly record struct Life(int Count, UInt128 Hash)
    {
        public Life And(string text)
        {
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes($"{Hash} {text}"), digest);
            return new Life(Count + 1, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest));
        }
    }
}
