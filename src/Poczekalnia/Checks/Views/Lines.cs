using NodaTime;

namespace Poczekalnia.Checks.Views;

/// <summary>A command line.</summary>
/// <param name="Line">The number of the line in the file.</param>
/// <param name="Place">The place that staff speak for.</param>
/// <param name="HindranceEndedOn">Of a reinstatement: the local day on which force majeure ended.</param>
public sealed record CommandLine(
    long Line, Guid Id, Role Role, Way Channel, Guid? Place, string Operation, Instant Now, bool Accepted, bool Refused,
    long? First, long? Last, DateOnly? HindranceEndedOn);

/// <summary>An event line.</summary>
/// <param name="StreamIndex">The number of the stream in the order of first events, from 0.</param>
public sealed record EventLine(
    long Line, long Position, int StreamIndex, Family Family, Guid Stream, long Version, string Name, Instant At,
    Guid Causation, Happening What)
{
    public string StreamName => $"{Words.NameOf(Family)}/{Stream}";
}

/// <summary>A notice line.</summary>
/// <param name="Patient">Whom it tells; nothing when it tells a place.</param>
/// <param name="Place">Which place it tells; nothing when it tells a patient.</param>
/// <param name="Appointment">Of a reminder: of which appointment.</param>
/// <param name="Start">Of a reminder: the date it reminds of.</param>
/// <param name="DaysBefore">Of a reminder: how many days before.</param>
public sealed record NoticeLine(
    long Line, string Key, string Kind, string Channel, Guid? Patient, Guid? Place, Instant At, long? Cause,
    Guid? Appointment, (DateOnly Day, TimeOnly Time)? Start, int? DaysBefore)
{
    public string Recipient => Patient is { } patient ? $"patient/{patient}" : $"place/{Place}";
}

/// <summary>The last line.</summary>
public sealed record EndLine(long Line, IReadOnlyDictionary<string, long> Counts, bool IsComplete);

/// <summary>One command with the events and notices that follow it: one append.</summary>
public sealed class AppendLines
{
    public CommandLine? Command { get; set; }

    public List<EventLine> Events { get; } = [];

    public List<NoticeLine> Notices { get; } = [];

    /// <summary>The reports that the events concern, each once, in the order of the events.</summary>
    public List<Report> Reports { get; } = [];

    public long Position => Events.Count > 0 ? Events[0].Position : 0;

    public bool Has<T>()
        where T : Happening =>
        Events.Exists(line => line.What is T);

    /// <summary>Makes room for the next one.</summary>
    public void Clear()
    {
        Command = null;
        Events.Clear();
        Notices.Clear();
        Reports.Clear();
    }
}
