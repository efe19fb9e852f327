using System.Text.Json;
using Poczekalnia.Scenarios;
using Poczekalnia.Tests.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests;

namespace Poczekalnia.Tests.CaseFiles;

/// <summary>The published JSON Schema takes every line that is written and none that is not.</summary>
public sealed class CaseFileSchemaTests
{
    private const string Event =
        """
        {"causation":"85e347a9-dc20-87a7-98fd-b08cfc5a3e4d","correlation":"85e347a9-dc20-87a7-98fd-b08cfc5a3e4d",
        "data":DATA,"h":"0000000000000000000000000000000000000000000000000000000000000000",
        "instant":"2026-09-14T22:00:00Z","name":"NAME","position":1,
        "stream":"STREAM/d71153e2-a5ed-8eea-98af-f71672eb3f4e","type":"event","version":2}
        """;

    private static readonly JsonElement Schema = JsonElement.Parse(RepositoryFiles.Read("docs/case-file.schema.json"));
    private static readonly SchemaValidator Validator = new(Schema);

    public static TheoryData<string, string> Events =>
        new(EventNames.All.Select(name => (StreamId.NameOf(name.Stream), name.Name)));

    [Fact]
    public void Every_line_of_a_case_file_is_as_the_schema_says() =>
        SampleCase.Lines().SelectMany(line => Validator.Validate(JsonElement.Parse(line))).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_that_was_ever_stored_is_as_the_schema_says(string stream, string name)
    {
        foreach (var data in Golden(stream, name))
        {
            Validator.Validate(Line(stream, name, data)).Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void The_schema_knows_which_members_an_event_has_and_which_it_needs(string stream, string name)
    {
        var (full, sparse) = (Members(Golden(stream, name)[0]), Members(Golden(stream, name)[1]));
        var shape = Schema.GetProperty("$defs").GetProperty($"{stream}.{name}");

        Members(shape.GetProperty("properties").GetRawText()).Should().Equal(full);
        Required(shape).Should().BeEquivalentTo(sparse);
        Validator.Validate(Line(stream, name, """{"unheard":1}""")).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("""{"minutes":0}""", "minutes")]
    [InlineData("""{"start":"2026-09-15"}""", "start")]
    [InlineData("""{"kind":"second-time"}""", "kind")]
    [InlineData("""{"ages":{"from":1}}""", "ages")]
    public void A_value_of_another_form_is_found(string data, string member) =>
        Validator.Validate(Line("slot", "slot_published", data)).Should()
            .Contain(error => error.StartsWith($"$.data.{member}:", StringComparison.Ordinal));

    [Fact]
    public void A_refused_command_says_why()
    {
        var refused = SampleCase.Lines().Single(line => line.Contains("\"refused\"", StringComparison.Ordinal));
        var silent = refused.Replace("\"refusal\":", "\"outcry\":", StringComparison.Ordinal);

        Validator.Validate(JsonElement.Parse(silent)).Should().HaveCount(2);
    }

    [Fact]
    public void What_was_taken_from_the_engine_stands_between_the_lines()
    {
        var run = StepCase.Run(ScenarioFile.Read("steps/contract-end-with-a-kill").Scenario!);
        var lines = run.Lines.Where(line => line.Contains("\"interruption\"", StringComparison.Ordinal)).ToList();

        lines.SelectMany(line => Validator.Validate(JsonElement.Parse(line))).Should().BeEmpty();
        lines.Select(line => JsonElement.Parse(line).GetProperty("what").GetString())
            .Should().Equal("engine-stopped", "engine-started");
    }

    [Fact]
    public void An_event_that_nobody_knows_may_hold_anything() =>
        Validator.Validate(Line("slot", "slot_painted", """{"colour":"red"}""")).Should().BeEmpty();

    private static string[] Golden(string stream, string name) =>
        RepositoryFiles.Read($"tests/Scheduling.Domain.Tests/Serialization/golden/{stream}.{name}.json")
            .TrimEnd('\n').Split('\n');

    private static JsonElement Line(string stream, string name, string data) =>
        JsonElement.Parse(Event
            .Replace("DATA", data, StringComparison.Ordinal)
            .Replace("NAME", name, StringComparison.Ordinal)
            .Replace("STREAM", stream, StringComparison.Ordinal));

    private static IEnumerable<string> Required(JsonElement shape) =>
        shape.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(each => each.GetString()!)
            : [];

    private static IEnumerable<string> Members(string json) =>
        JsonElement.Parse(json).EnumerateObject().Select(member => member.Name);
}
