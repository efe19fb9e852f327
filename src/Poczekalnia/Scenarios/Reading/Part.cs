using YamlDotNet.RepresentationModel;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>
/// One node of a scenario file, present or not, with its place in the file and the source that encloses it. What
/// cannot be read is noted and a default handed on, so that one reading finds everything that is wrong.
/// </summary>
internal sealed class Part
{
    private readonly YamlNode? _node;
    private readonly YamlNode _near;
    private readonly Notes _notes;

    private Part(YamlNode? node, YamlNode near, string name, string source, Notes notes)
    {
        _node = node;
        _near = near;
        Name = name;
        Source = source;
        _notes = notes;
    }

    /// <summary>The root of a document.</summary>
    public static Part Root(YamlNode node, string name, Notes notes) => new(node, node, name, "", notes);

    /// <summary>What it is called in messages: its key.</summary>
    public string Name { get; }

    /// <summary>The innermost <c>source</c> around it; empty where there is none.</summary>
    public string Source { get; }

    public bool IsPresent => _node is not null;

    public bool IsMap => _node is YamlMappingNode;

    public bool IsList => _node is YamlSequenceNode;

    /// <summary>The line of the file, 1 for the first.</summary>
    public int Line => (int)(_node ?? _near).Start.Line;

    /// <summary>How many problems were noted in the file so far.</summary>
    public int Errors => _notes.Count;

    /// <summary>Notes a problem at this place.</summary>
    public void Wrong(string what, string cure) =>
        _notes.Add((int)(_node ?? _near).Start.Line, (int)(_node ?? _near).Start.Column, what, cure);

    /// <summary>The text of a plain value; empty and noted when it is missing or no plain value.</summary>
    public string Text()
    {
        switch (_node)
        {
            case null:
                Wrong($"'{Name}' is missing.", $"Add a line '{Name}: …' here.");
                return "";
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return text.Trim();
            case YamlScalarNode:
                Wrong($"'{Name}' is empty.", "Give it a value or leave the line out.");
                return "";
            default:
                Wrong($"'{Name}' must be a plain value.", "Write it on one line, without brackets or dashes.");
                return "";
        }
    }

    public string TextOr(string otherwise) => IsPresent ? Text() : otherwise;

    /// <summary>The part as keys with values. Call <see cref="PartMap.Done"/> after the last key was read.</summary>
    public PartMap Map()
    {
        if (_node is YamlMappingNode map)
        {
            return new PartMap(this, map, _notes);
        }

        Wrong(
            IsPresent ? $"'{Name}' must hold keys with values." : $"'{Name}' is missing.",
            $"Write 'key: value' lines indented under '{Name}:'.");
        return new PartMap(this, [], _notes);
    }

    /// <summary>The items of a list; a single plain value counts as a list of one; absent counts as empty.</summary>
    public IReadOnlyList<Part> Items()
    {
        switch (_node)
        {
            case null:
                return [];
            case YamlSequenceNode list:
                return [.. list.Children.Select(item => new Part(item, item, Name, Source, _notes))];
            case YamlScalarNode:
                return [this];
            default:
                Wrong($"'{Name}' must be a list.", "Put a dash before each item, or write [a, b].");
                return [];
        }
    }

    /// <summary>A child of this part.</summary>
    public Part Child(YamlNode? node, string name, string source) =>
        new(node, node ?? _node ?? _near, name, source, _notes);
}

/// <summary>Collects what is wrong in one file, in the order of its lines.</summary>
internal sealed class Notes(string file)
{
    private readonly List<ScenarioProblem> _problems = [];

    public IReadOnlyList<ScenarioProblem> Problems =>
        [.. _problems.Distinct().OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public int Count => _problems.Count;

    public void Add(int line, int column, string what, string cure) =>
        _problems.Add(new ScenarioProblem(file, line, column, what, cure));

    public void AddAll(IEnumerable<ScenarioProblem> problems) => _problems.AddRange(problems);
}
