using YamlDotNet.RepresentationModel;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>The keys of a part. A key nobody asked for is a mistake: <see cref="Done"/> says so.</summary>
internal sealed class PartMap
{
    private const string SourceKey = "source";

    private readonly Part _part;
    private readonly YamlMappingNode _map;
    private readonly Notes _notes;
    private readonly HashSet<string> _asked = [SourceKey];
    private readonly string _source;

    public PartMap(Part part, YamlMappingNode map, Notes notes)
    {
        _part = part;
        _map = map;
        _notes = notes;
        var own = Find(SourceKey);
        _source = own is null ? part.Source : part.Child(own, SourceKey, "").Text();
    }

    /// <summary>The source that holds for what stands in this map.</summary>
    public string Source => _source;

    public Part Part => _part;

    /// <summary>The value of a key, which may be absent.</summary>
    public Part this[string key]
    {
        get
        {
            _asked.Add(key);
            return _part.Child(Find(key), key, _source);
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>All keys with their values in the order of the file, for maps whose keys are names.</summary>
    public IEnumerable<(string Key, Part Value)> Entries()
    {
        foreach (var (node, value) in _map.Children)
        {
            var key = KeyOf(node);
            if (key != SourceKey)
            {
                _asked.Add(key);
                yield return (key, _part.Child(value, key, _source));
            }
        }
    }

    /// <summary>Takes every key for known, where one mistake has been noted that makes the others follow.</summary>
    public void AskForAll() => _asked.UnionWith(_map.Children.Keys.Select(KeyOf));

    /// <summary>Notes every key that was not asked for, with the one that was probably meant.</summary>
    public void Done()
    {
        foreach (var (node, _) in _map.Children)
        {
            var key = KeyOf(node);
            if (!_asked.Contains(key))
            {
                _notes.Add(
                    (int)node.Start.Line,
                    (int)node.Start.Column,
                    $"Unknown key '{key}' in '{_part.Name}'.",
                    Nearest.Cure(key, _asked));
            }
        }
    }

    private static string KeyOf(YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? "" : node.ToString();

    private YamlNode? Find(string key) =>
        _map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
}
