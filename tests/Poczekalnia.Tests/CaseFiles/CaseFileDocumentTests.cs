using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Poczekalnia.CaseFiles;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests;

namespace Poczekalnia.Tests.CaseFiles;

/// <summary><c>docs/case-file.md</c> says what the program does, neither more nor less.</summary>
public sealed class CaseFileDocumentTests
{
    private const string GoldenFolder = "tests/Scheduling.Domain.Tests/Serialization/golden";

    private static readonly string Document = RepositoryFiles.Read("docs/case-file.md");

    public static TheoryData<string> Events =>
        [.. EventNames.All.Select(name => $"{Scheduling.Domain.StreamId.NameOf(name.Stream)}.{name.Name}")];

    [Fact]
    public void The_worked_example_is_a_whole_case_file()
    {
        var example = Encoding.UTF8.GetBytes(Block("ndjson").Single());

        var file = CaseFile.Open(() => new MemoryStream(example));
        file.LineCount.Should().Be(4);
        file.Lines().Where(line => line.Type == "event").Select(CaseEvent.Of).Should().ContainSingle();
    }

    [Fact]
    public void The_texts_that_are_said_to_be_hashed_give_the_hashes_of_the_example()
    {
        var hashes = Block("ndjson").Single().TrimEnd('\n').Split('\n')
            .Select(line => JsonElement.Parse(line).GetProperty("h").GetString()).ToList();

        Block("hashed").Select(text => Hash(text.TrimEnd('\n'))).Should().Equal(hashes[0], hashes[^1]);
        Document.Should().Contain($"{Encoding.UTF8.GetByteCount(Block("hashed").First().TrimEnd('\n'))} bytes:");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_described_with_exactly_its_members(string file)
    {
        var stored = RepositoryFiles.Read($"{GoldenFolder}/{file}.json").Split('\n');
        var (all, needed) = (MembersOf(stored[0]), MembersOf(stored[1]));
        var (stream, name) = (file.Split('.')[0], file.Split('.')[1]);

        Rows(Section($"#### `{name}`", Section($"### `{stream}/`", Document)))
            .Should().Equal(all.Select(member => (member, !needed.Contains(member))));
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("policy")]
    [InlineData("command")]
    [InlineData("event")]
    [InlineData("notice")]
    [InlineData("end")]
    public void Every_line_type_is_described_with_the_members_of_its_lines(string type)
    {
        var lines = SampleCase.Lines().Select(line => JsonElement.Parse(line))
            .Where(line => line.GetProperty("type").GetString() == type)
            .Select(line => line.EnumerateObject().Select(member => member.Name).Except(["type", "h"]).ToList())
            .ToList();
        var rows = Rows(Section($"### `{type}`", Document));

        lines.SelectMany(members => members).Distinct().Should().BeSubsetOf(rows.Select(row => row.Name));
        rows.Where(row => !row.Optional).Select(row => row.Name).Should()
            .BeSubsetOf(lines.Aggregate((left, right) => [.. left.Intersect(right)]));
    }

    [Fact]
    public void Every_operation_is_listed() =>
        Rows(Section("## Operations", Document)).Select(row => row.Name).Should().Equal(OperationNames.All.Keys);

    [Fact]
    public void Every_kind_of_notice_is_listed() =>
        Rows(Section("## Notices", Document)).Select(row => row.Name).Should()
            .BeEquivalentTo(Enum.GetValues<NoticeKind>().Select(EnumText.Of));

    [Fact]
    public void Every_stored_name_of_a_value_is_explained()
    {
        var names = RepositoryFiles.Read($"{GoldenFolder}/enum-names.txt")
            .Split('"').Where((_, index) => index % 2 == 1);

        names.Should().OnlyContain(name => Document.Contains($"`{name}`", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Block(string language) =>
        Document.Split($"```{language}\n").Skip(1).Select(rest => rest.Split("```")[0]);

    /// <summary>From a heading to the next one of its level or above.</summary>
    private static string Section(string heading, string text)
    {
        var level = heading.TakeWhile(character => character == '#').Count();
        var lines = text.Split('\n').SkipWhile(line => line != heading).ToList();
        lines.Should().NotBeEmpty($"there is a section {heading}");
        return string.Join('\n', lines.Take(1).Concat(lines.Skip(1).TakeWhile(line => !IsHeading(line, level))));
    }

    private static bool IsHeading(string line, int level) =>
        line.StartsWith('#') && line.TakeWhile(character => character == '#').Count() <= level;

    /// <summary>The names in the first column of a section's tables, and whether the second says optional.</summary>
    private static List<(string Name, bool Optional)> Rows(string section) =>
    [
        .. from line in section.Split('\n')
           where line.StartsWith("| `", StringComparison.Ordinal)
           let cells = line.Split('|')
           from name in cells[1].Split(',')
           select (name.Trim(' ', '`'), cells[2].Contains("optional", StringComparison.Ordinal)),
    ];

    private static List<string> MembersOf(string json) =>
        [.. JsonElement.Parse(json).EnumerateObject().Select(member => member.Name)];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
