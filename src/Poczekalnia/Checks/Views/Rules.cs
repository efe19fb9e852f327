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
    int ReinstatementDays,
    IReadOnlyDictionary<string, HashSet<Way>>? Channels)
{
    /// <summary>Before any policy was adopted nothing is known and nothing can be offered.</summary>
    public static Rules None { get; } =
        new("", 0, WaitingRoom: false, 0, [], new TimeOnly(10, 0), 0, SaturdaysCount: false, 0, null);

    public static Rules Read(string reference, Json content)
    {
        var rules = content.Need("rules"u8);
        return new Rules(
            reference,
            Value(rules, "windowDays"u8).AsNumber(),
            Value(rules, "waitingRoom"u8).AsText() == "on",
            Value(rules, "minimumLeadDays"u8).AsNumber(),
            Numbers(Value(rules, "reminderDaysBefore"u8)),
            Moments.ReadTime(Value(rules, "reminderAt"u8).AsText()),
            Value(rules, "outOfTurnWorkingDays"u8).AsNumber(),
            Value(rules, "workingDays"u8).AsText() == "monday-to-saturday",
            Value(rules, "reinstatementDays"u8).AsNumber(),
            rules.Has("channels"u8) ? Table(Value(rules, "channels"u8)) : null);
    }

    private static Json Value(Json rules, ReadOnlySpan<byte> name) => rules.Need(name).Need("value"u8);

    private static List<int> Numbers(Json list)
    {
        var numbers = new List<int>();
        foreach (var number in list.AsList())
        {
            numbers.Add(number.AsNumber());
        }

        return numbers;
    }

    private static Dictionary<string, HashSet<Way>> Table(Json table)
    {
        var channels = new Dictionary<string, HashSet<Way>>(StringComparer.Ordinal);
        foreach (var act in table.Inside)
        {
            var ways = new HashSet<Way>();
            foreach (var way in act.AsList())
            {
                ways.Add(way.AsWord<Way>());
            }

            channels.Add(act.Name, ways);
        }

        return channels;
    }
}
