namespace Scheduling.Host.ReadModels;

/// <summary>
/// A set of tables in the schema <c>read</c> that follows the log a moment behind. It is kept by a few statements that
/// take in a stretch of the log at once, whatever is in it; how often they are called makes no difference.
/// </summary>
public sealed class ReadModel
{
    private const string Folder = "ReadModels/";

    private ReadModel(string name, params string[] tables)
    {
        (Name, Tables) = (name, tables);
        var resource = $"{Folder}{name}.sql";
        using var stream = typeof(ReadModel).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the program.");
        using var reader = new StreamReader(stream);
        Statements =
        [
            .. reader.ReadToEnd().Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReadModel> All { get; } =
    [
        new("places", "place"),
        new("slots", "slot", "freed_slot"),
        new("appointments", "appointment"),
        new("entries", "entry"),
        new("reports", "report", "referral"),
    ];

    /// <summary>As in <c>rebuild NAME</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Tables { get; }

    /// <summary>Under which its position is kept.</summary>
    public string Checkpoint => $"read/{Name}";

    /// <summary>The same for the tables that are built anew beside those that are served.</summary>
    public string CheckpointOfNext => $"read-next/{Name}";

    /// <summary>Each takes two positions, after and up to which it takes in events.</summary>
    internal IReadOnlyList<string> Statements { get; }
}
