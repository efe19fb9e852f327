using System.Text.Json.Nodes;
using NodaTime;

namespace Scheduling.Domain.Tests.Policies;

public sealed class PolicyTextTests
{
    private static readonly string Specialist = RepositoryFiles.Read("policies/specialist-2026.json");
    private static readonly string Screening = RepositoryFiles.Read("policies/screening-2026.json");

    /// <summary>For every rule another value of its kind: supported by the engine, or refused by name.</summary>
    private static readonly Dictionary<string, JsonNode> OtherValues = new()
    {
        ["windowDays"] = 41,
        ["waitingRoom"] = "off",
        ["rollAt"] = "06:30",
        ["minimumLeadDays"] = 3,
        ["reminderDaysBefore"] = new JsonArray(14, 7, 1),
        ["reminderAt"] = "09:15",
        ["outOfTurnWorkingDays"] = 8,
        ["workingDays"] = "monday-to-saturday",
        ["reinstatementDays"] = 8,
        ["unsettledAfterDays"] = 8,
        ["entitledCancellationReturns"] = "no",
        ["referralNeeded"] = "no",
        ["eligibilityAsked"] = "yes",
        ["voiceFrom"] = "2026-07-01",
        ["classOrder"] = new JsonArray("urgent", "out-of-turn", "fast-track", "stable"),
        ["orderWithinClass"] = new JsonArray("report-number"),
        ["criteria"] = new JsonArray("place"),
    };

    public static TheoryData<string> RuleNames =>
        [.. JsonNode.Parse(Specialist)!["rules"]!.AsObject().Select(rule => rule.Key)];

    [Fact]
    public void The_shipped_policies_say_what_the_law_says()
    {
        var specialist = PolicyText.Parse(Specialist).OrThrow();
        var screening = PolicyText.Parse(Screening).OrThrow();

        (specialist.WindowDays, specialist.WaitingRoom, specialist.ReferralNeeded, specialist.EligibilityAsked)
            .Should().Be((40, true, true, false));
        (screening.WindowDays, screening.WaitingRoom, screening.ReferralNeeded, screening.EligibilityAsked)
            .Should().Be((90, false, false, true));
        foreach (var policy in new[] { specialist, screening })
        {
            policy.ValidFrom.Should().Be(new LocalDate(2026, 1, 1));
            policy.RollAt.Should().Be(LocalTime.Midnight);
            policy.MinimumLeadDays.Should().Be(2);
            policy.ReminderDaysBefore.Should().Equal(7, 1);
            policy.ReminderAt.Should().Be(new LocalTime(10, 0));
            policy.OutOfTurnWorkingDays.Should().Be(7);
            policy.WorkingDays.Should().Be(WorkingDayRule.MondayToFriday);
            policy.ReinstatementDays.Should().Be(7);
            policy.UnsettledAfterDays.Should().Be(7);
            policy.EntitledCancellationReturns.Should().BeTrue();
            policy.ClassOrder.Should().Equal(Enum.GetValues<AllocationClass>().Order());
            policy.VoiceFrom.Should().Be(new LocalDate(2026, 10, 1));
        }
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_rule_without_a_source_is_refused(string rule)
    {
        ErrorsOf(rules => rules[rule]!.AsObject().Remove("source"))
            .Should().Equal(new DataError($"rules.{rule}.source", "It is missing. Add it."));
        ErrorsOf(rules => rules[rule]!["source"] = " ").Should().ContainSingle()
            .Which.Path.Should().Be($"rules.{rule}.source");
        ErrorsOf(rules => rules[rule]!["source"] = "somebody said so").Should().ContainSingle()
            .Which.Path.Should().Be($"rules.{rule}.source");
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void A_missing_rule_is_named(string rule) =>
        ErrorsOf(rules => rules.Remove(rule))
            .Should().Equal(new DataError($"rules.{rule}", "It is missing. Add it."));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_rule_is_read(string rule)
    {
        var changed = Changed(rules => rules[rule]!["value"] = Other(rules, rule));

        switch (PolicyText.Parse(changed))
        {
            case Parsed<SchedulingPolicy>.Good good:
                var before = PolicyText.Parse(Specialist).OrThrow();
                good.Value.Ref.Should().NotBe(before.Ref);
                (good.Value with { Ref = before.Ref }).Should().NotBe(before, "the rule {0} must count", rule);
                break;
            case Parsed<SchedulingPolicy>.Bad bad:
                bad.Errors.Should().ContainSingle().Which.Path.Should().Be($"rules.{rule}.value");
                break;
        }
    }

    [Fact]
    public void A_scope_with_a_waiting_room_asks_no_register() =>
        ErrorsOf(rules => rules["eligibilityAsked"]!["value"] = "yes").Should().Equal(new DataError(
            "rules.eligibilityAsked.value",
            "Nobody asks a register when the waiting room books. Write no, or switch it off."));

    [Fact]
    public void An_unknown_rule_is_refused_with_the_rules_there_are() =>
        ErrorsOf(rules => rules["windowWeeks"] = JsonNode.Parse("""{"value":6,"source":"assumed"}"""))
            .Should().ContainSingle().Which.ToString()
            .Should().StartWith("rules.windowWeeks: Nobody reads this rule.").And.Contain("windowDays");

    [Theory]
    [InlineData("windowDays", "\"40\"", "This is no Number. Write a whole number from 1 to 366.")]
    [InlineData("windowDays", "40.0", "40.0 does not do. Write a whole number from 1 to 366.")]
    [InlineData("windowDays", "0", "0 does not do. Write a whole number from 1 to 366.")]
    [InlineData("windowDays", "99999999999", "99999999999 does not do. Write a whole number from 1 to 366.")]
    [InlineData("waitingRoom", "true", "This is no String. Write a text.")]
    [InlineData("waitingRoom", "\"maybe\"", "'maybe' is not supported. Write one of: on, off.")]
    [InlineData("declines", "\"three\"", "'three' is not supported. Write 'unlimited', the only value there is.")]
    [InlineData("rollAt", "\"24:00\"", "'24:00' is no time of day. Write one such as 10:00.")]
    [InlineData("voiceFrom", "\"1.10.2026\"", "'1.10.2026' is no date. Write one such as 2026-10-01.")]
    [InlineData("reminderDaysBefore", "[1,7]", "Write at most 5 different numbers of days, the greatest first.")]
    [InlineData("reminderDaysBefore", "[]", "The list is empty. Write at least one item.")]
    [InlineData("criteria", "[]", "The list is empty. Write at least one item.")]
    public void A_wrong_value_is_refused_with_its_cure(string rule, string value, string cure) =>
        ErrorsOf(rules => rules[rule]!["value"] = JsonNode.Parse(value))
            .Should().Equal(new DataError($"rules.{rule}.value", cure));

    [Theory]
    [InlineData("""["internal"]""", "value.join: 'internal' is the engine itself and needs no permission. Remove it.")]
    [InlineData("""["ikp","ikp"]""", "value.join: A channel stands here twice. Keep one of the two.")]
    [InlineData("""["fax"]""", "value.join[0]: 'fax' is not supported. Write one of: ikp, moje-ikp, sms, place, voice")]
    [InlineData("[]", "value.join: The list is empty. Write at least one item.")]
    public void A_wrong_row_of_channels_is_refused(string row, string error) =>
        ErrorsOf(rules => rules["channels"]!["value"]!["join"] = JsonNode.Parse(row))
            .Should().ContainSingle().Which.ToString().Should().StartWith($"rules.channels.{error}");

    [Fact]
    public void A_rule_that_stands_twice_is_refused() =>
        Errors(Specialist.Replace("\"rules\": {", "\"rules\": { \"rollAt\": 1,", StringComparison.Ordinal))
            .Should().Contain(new DataError("rules.rollAt", "It stands here twice. Keep one of the two."));

    [Fact]
    public void Every_error_is_told_at_once() =>
        ErrorsOf(rules =>
        {
            rules.Remove("rollAt");
            rules["windowDays"]!["value"] = -1;
            rules["surprise"] = 1;
        }).Should().HaveCount(3);

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2")]
    [InlineData("{\n  \"id\": ")]
    public void A_broken_text_is_no_policy(string text) =>
        Errors(text).Should().ContainSingle().Which.Cure.Should().StartWith("This is no JSON");

    [Fact]
    public void Half_a_character_is_no_text() =>
        Errors(Specialist.Replace("assumed: no text names the hour\"", "assumed \\ud800\"", StringComparison.Ordinal))
            .Should().ContainSingle().Which.Cure.Should().StartWith("Write whole characters");

    [Fact]
    public void Another_kind_of_text_is_no_policy() =>
        Errors("[]").Should().Equal(new DataError("", "This is no Object. Write an object."));

    [Fact]
    public void The_reference_says_what_was_read_and_not_how_it_was_laid_out()
    {
        var policy = PolicyText.Parse(Specialist).OrThrow();
        var members = JsonNode.Parse(Specialist)!.AsObject();
        var turned = new JsonObject(members.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

        PolicyText.Parse(turned.ToJsonString()).OrThrow().Should().Be(policy);
        policy.Ref.Value.Should().MatchRegex("^specialist-2026@1#[0-9a-f]{12}$");
        policy.Ref.Id.Should().Be("specialist-2026");
    }

    [Fact]
    public void Another_word_in_a_source_is_another_policy() =>
        PolicyText.Parse(Changed(rules => rules["rollAt"]!["source"] = "assumed")).OrThrow().Ref
            .Should().NotBe(PolicyText.Parse(Specialist).OrThrow().Ref);

    private static JsonNode Other(JsonObject rules, string rule)
    {
        if (rule == "channels")
        {
            var table = rules["channels"]!["value"]!.DeepClone();
            table["join"] = new JsonArray("place");
            return table;
        }

        return OtherValues.TryGetValue(rule, out var other) ? other.DeepClone() : "otherwise";
    }

    private static ValueList<DataError> ErrorsOf(Action<JsonObject> change) => Errors(Changed(change));

    private static ValueList<DataError> Errors(string text) =>
        PolicyText.Parse(text).Should().BeOfType<Parsed<SchedulingPolicy>.Bad>().Subject.Errors;

    private static string Changed(Action<JsonObject> change)
    {
        var file = JsonNode.Parse(Specialist)!;
        change(file["rules"]!.AsObject());
        return file.ToJsonString();
    }
}
