using System.Text.Json;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.Drive;

/// <summary>
/// What a history tells whatever the positions of its events and the grouping of its appends: the life of every stream,
/// and the order in which the slots of each scope were given away.
/// </summary>
internal sealed class Lives
{
    private readonly SortedDictionary<string, List<string>> _streams = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _assigned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _scopeOf = [];

    public int Streams => _streams.Count;

    public int Events => _streams.Values.Sum(life => life.Count);

    public int Assigned => _assigned.Values.Sum(life => life.Count);

    /// <summary>Takes in an event.</summary>
    public void Add(string stream, long version, string instant, string name, JsonElement data)
    {
        // How far the matcher had read is a position, and positions may differ.
        var text = string.Concat(data.EnumerateObject().Where(member => member.Name != "asOf")
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $" {member.Name}={Canonical(member.Value)}"));
        Of(_streams, stream).Add(FormattableString.Invariant($"{version} {instant} {name}{text}"));
        switch (name)
        {
            case "slot_published":
                _scopeOf[stream] = data.GetProperty("scope").GetString()!;
                break;
            case "slot_assigned":
                Of(_assigned, _scopeOf[stream]).Add($"{stream} {data.GetProperty("entry").GetString()}");
                break;
        }
    }

    /// <summary>Where another history says something else: each a line, the differing streams first.</summary>
    public IEnumerable<string> DifferencesFrom(Lives other) =>
    [
        .. Between(_streams, other._streams, "events"), .. Between(_assigned, other._assigned, "assignments in order"),
    ];

    private static IEnumerable<string> Between(
        SortedDictionary<string, List<string>> here, SortedDictionary<string, List<string>> there, string what)
    {
        foreach (var key in here.Keys.Union(there.Keys).Order(StringComparer.Ordinal))
        {
            var (own, others) = (here.GetValueOrDefault(key, []), there.GetValueOrDefault(key, []));
            var same = own.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
            if (same < own.Count || same < others.Count)
            {
                yield return FormattableString.Invariant(
                    $"{key}: the {what} agree up to number {same}, then there is '{Next(others)}', not '{Next(own)}'");
            }

            string Next(List<string> life) => same < life.Count ? life[same] : "nothing";
        }
    }

    private static List<string> Of(SortedDictionary<string, List<string>> lives, string key)
    {
        if (!lives.TryGetValue(key, out var life))
        {
            life = [];
            lives.Add(key, life);
        }

        return life;
    }

    private static string Canonical(JsonElement value) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Canonicalise(value));
}
