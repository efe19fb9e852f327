using System.Text;
using System.Text.Json;

namespace Poczekalnia.Checks.Views;

/// <summary>What a policy line says, as far as a check wants to know it.</summary>
/// <param name="Channels">Which channels may be used for what; nothing when the policy does not say.</param>
public sealed record Rules(
    string Ref,
    int WindowDays,
    bool WaitingRoom,
    int MinimumLeadDays,
    IReadOnlyList<int> ReminderDaysBefore,
    TimeOnly ReminderAt,
    int OutOfTurnWorkingDays,
    bool SaturdaysCount,
    IReadOnlyDictionary<string, HashSet<Way>>? Channels)
{
    /// <summary>Before any policy was adopted nothing is known and nothing can be offered.</summary>
    public static Rules None { get; } =
        new("", 0, WaitingRoom: false, 0, [], new TimeOnly(10, 0), 0, SaturdaysCount: false, null);

    public static Rules Read(string reference, JsonElement content)
    {
        var rules = content.Need("rules"u8);
        JsonElement Value(string name) => rules.Need(Encoding.UTF8.GetBytes(name)).Need("value"u8);
        string Text(string name) => Value(name).GetString() ?? throw new FormatException($"'{name}' is no text");
        return new Rules(
            reference,
            Value("windowDays").GetInt32(),
            Text("waitingRoom") == "on",
            Value("minimumLeadDays").GetInt32(),
            [.. Value("reminderDaysBefore").EnumerateArray().Select(days => days.GetInt32())],
            Moments.ReadTime(Text("reminderAt")),
            Value("outOfTurnWorkingDays").GetInt32(),
            Text("workingDays") == "monday-to-saturday",
            rules.Maybe("channels"u8) is { } channels ? Table(channels.Need("value"u8)) : null);
    }

    private static Dictionary<string, HashSet<Way>> Table(JsonElement table) =>
        table.EnumerateObject().ToDictionary(
            act => act.Name,
            act => act.Value.EnumerateArray().Select(way => Words.Read<Way>(way.GetString() ?? "")).ToHashSet(),
            StringComparer.Ordinal);
}
