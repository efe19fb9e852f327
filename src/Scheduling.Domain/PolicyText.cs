using Scheduling.Domain.Serialization;

namespace Scheduling.Domain;

/// <summary>
/// Reads policies. Every rule stands in the text with its source; a rule that is missing, unknown, without a source
/// or outside what the engine can do is an error that says what to write instead.
/// </summary>
public static class PolicyText
{
    // A year; the longest period of the law is 90 days.
    private const int WindowDaysMax = 366;
    private const int LeadDaysMax = 30;
    private const int RemindersMax = 5;
    private const int PeriodDaysMax = 365;

    /// <summary>
    /// Rules that can be told but not chosen: the engine does it in one way. They stand in the text so that whoever
    /// reads it sees every assumption, and so that a text that asks for another way is refused instead of ignored.
    /// </summary>
    private static readonly (string Name, string Only)[] Fixed =
    [
        ("windowEnd", "inclusive"),
        ("continuingInWindow", "exempt"),
        ("listBeforePublic", "yes"),
        ("joinBooksOpenSlot", "yes"),
        ("criteriaChangeKeepsOrder", "yes"),
        ("placeChangeKeepsOrder", "yes"),
        ("declines", "unlimited"),
        ("ordinaryCancellation", "resignation"),
        ("noShow", "removed"),
        ("limitOnFreeDay", "not-moved"),
        ("entitlements", "declared"),
        ("overlapAcrossScopes", "allowed"),
        ("slotKinds", "not-interchangeable"),
        ("distance", "haversine-6371-km"),
    ];

    private static readonly string[] OrderWithinClass = ["earliest-report", "report-number"];

    private static readonly string[] Criteria =
        ["place", "practitioner", "dates", "mode", "days-of-week", "hours", "minimum-notice"];

    /// <summary>The policy that a text says, or everything that is wrong with it.</summary>
    public static Parsed<SchedulingPolicy> Parse(string json) =>
        StrictText.Parse(json, Read, (policy, reference) => policy with { Ref = reference });

    private static SchedulingPolicy? Read(StrictObject file)
    {
        var validFrom = file.Get("validFrom").AsDate();
        var rules = file.Get("rules").AsObject();
        file.Done("member");
        if (rules is null)
        {
            return null;
        }

        var (waitingRoom, eligibilityAsked) = (Rule(rules, "waitingRoom"), Rule(rules, "eligibilityAsked"));
        var policy = new SchedulingPolicy
        {
            Ref = default,
            ValidFrom = validFrom,
            WindowDays = Rule(rules, "windowDays").AsNumber(1, WindowDaysMax),
            WaitingRoom = waitingRoom.AsSwitch("on", "off"),
            RollAt = Rule(rules, "rollAt").AsTime(),
            MinimumLeadDays = Rule(rules, "minimumLeadDays").AsNumber(0, LeadDaysMax),
            ReminderDaysBefore = ReadReminders(Rule(rules, "reminderDaysBefore")),
            ReminderAt = Rule(rules, "reminderAt").AsTime(),
            OutOfTurnWorkingDays = Rule(rules, "outOfTurnWorkingDays").AsNumber(1, PeriodDaysMax),
            WorkingDays = Named.Read<WorkingDayRule>(Rule(rules, "workingDays")),
            ReinstatementDays = Rule(rules, "reinstatementDays").AsNumber(1, PeriodDaysMax),
            UnsettledAfterDays = Rule(rules, "unsettledAfterDays").AsNumber(1, PeriodDaysMax),
            EntitledCancellationReturns = Rule(rules, "entitledCancellationReturns").AsSwitch("yes", "no"),
            ReferralNeeded = Rule(rules, "referralNeeded").AsSwitch("yes", "no"),
            EligibilityAsked = eligibilityAsked.AsSwitch("yes", "no"),
            ClassOrder = ReadClassOrder(Rule(rules, "classOrder")),
            VoiceFrom = Rule(rules, "voiceFrom").AsDate(),
            Channels = ReadChannels(Rule(rules, "channels")),
        };
        if (eligibilityAsked.Says("yes") && waitingRoom.Says("on"))
        {
            // The register is asked on the day of booking, and when the list books, nobody is there who could ask.
            eligibilityAsked.Refuse("Nobody asks a register when the waiting room books. Write no, or switch it off.");
        }

        ReadFixed(rules);
        rules.Done("rule");
        return policy;
    }

    private static StrictValue Rule(StrictObject rules, string name) => Sourced.Read(rules.Get(name));

    private static void ReadFixed(StrictObject rules)
    {
        foreach (var (name, only) in Fixed)
        {
            Rule(rules, name).AsOneOf(only);
        }

        ReadFixedList(Rule(rules, "orderWithinClass"), OrderWithinClass);
        ReadFixedList(Rule(rules, "criteria"), Criteria);
    }

    private static void ReadFixedList(StrictValue rule, string[] only)
    {
        if (rule.AsList() is { } list && !list.Select(item => item.AsText()).SequenceEqual(only))
        {
            rule.Refuse($"This list is not supported. Write {string.Join(", ", only)}, in this order.");
        }
    }

    private static ValueList<int> ReadReminders(StrictValue rule)
    {
        var days = ValueList.From((rule.AsList() ?? []).Select(item => item.AsNumber(1, LeadDaysMax)));
        if (days.Count > RemindersMax || !days.SequenceEqual(days.Distinct().OrderDescending()))
        {
            rule.Refuse($"Write at most {RemindersMax} different numbers of days, the greatest first.");
        }

        return days;
    }

    // An order key compares classes as their enum stands, so another order would be written down and not followed.
    private static ValueList<AllocationClass> ReadClassOrder(StrictValue rule)
    {
        ReadFixedList(rule, [.. Named.All<AllocationClass>()]);
        return ValueList.From(Enum.GetValues<AllocationClass>());
    }

    private static ChannelTable ReadChannels(StrictValue rule)
    {
        var rows = new List<ValueList<Channel>>();
        if (rule.AsObject() is { } table)
        {
            foreach (var act in Named.All<Act>())
            {
                rows.Add(ReadRow(table.Get(act)));
            }

            table.Done("act");
        }

        return new ChannelTable(ValueList.From(rows));
    }

    private static ValueList<Channel> ReadRow(StrictValue row)
    {
        var channels = ValueList.From((row.AsList() ?? []).Select(Named.Read<Channel>));
        if (channels.Contains(Channel.Internal))
        {
            row.Refuse("'internal' is the engine itself and needs no permission. Remove it.");
        }

        if (channels.Distinct().Count() != channels.Count)
        {
            row.Refuse("A channel stands here twice. Keep one of the two.");
        }

        return channels;
    }
}
