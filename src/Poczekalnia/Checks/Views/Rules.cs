using System.Text.Json;

namespace Poczekalnia.Checks.Views;

/// <summary>What a policy line says.</summary>
public sealed record Rules(
    string Ref,
    int WindowDays,
    bool WaitingRoom,
    int MinimumLeadDays,
    IReadOnlyList<int> ReminderDaysBefore,
    TimeOnly ReminderAt,
    int OutOfTurnWorkingDays,
    bool SaturdaysCount,
    bool EntitledCancellationReturns,
    bool ReferralNeeded)
{
    /// <summary>Before any policy was adopted nothing is known and nothing can be offered.</summary>
    public static Rules None { get; } =
        new("", 0, false, 0, [], new TimeOnly(10, 0), 0, SaturdaysCount: false, EntitledCancellationReturns: false,
            ReferralNeeded: false);

    public static Rules Read(string reference, JsonElement content)
    {
        var rules = content.Need("rules");
        JsonElement Value(string name) => rules.Need(name).Need("value");
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
            Text("entitledCancellationReturns") == "yes",
            Text("referralNeeded") == "yes");
    }
}
