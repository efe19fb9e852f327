using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Poczekalnia.CaseFiles;
using Poczekalnia.Commands;
using Scheduling.Domain.Tests;

namespace Poczekalnia.Tests.Reporting;

/// <summary>What the README says of a run is what a run said, and what it shows can be typed.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string Figures = "docs/first-run.json";
    private const string Summary = "out/orthopaedics-slaskie/summary.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("poczekalnia-readme-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// The figures stand in <c>docs/first-run.json</c> with the log hash of their run. After <c>./run</c>,
    /// <c>UPDATE_GOLDEN=1 ./test first_run</c> takes them over from its summary, into the README too.
    /// </summary>
    [Fact]
    public void The_figures_of_the_first_run_are_those_of_its_summary()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && File.Exists(PathOf(Summary)))
        {
            TakeOver();
        }

        var readme = RepositoryFiles.Read("README.md");
        var byCategory = JsonNode.Parse(RepositoryFiles.Read(Figures))!["byCategory"]!.AsObject();
        byCategory.Select(category => category.Key).Should().BeEquivalentTo("stable", "urgent");
        foreach (var (category, group) in byCategory)
        {
            readme.Should().Contain(RowOf(category, group!), "docs/first-run.json says so");
        }

        readme.Should().Contain(SentenceOf(byCategory["urgent"]!), "docs/first-run.json says so");
    }

    /// <summary>The run that takes minutes is done with the smallest scenario: the command is the same.</summary>
    [Fact]
    public void Every_command_shown_can_be_typed()
    {
        var commands = CommandsIn(RepositoryFiles.Read("README.md"));

        commands.Should().HaveCountGreaterThan(4);
        var quiet = new InvocationConfiguration { Output = TextWriter.Null };
        foreach (var command in commands)
        {
            AllCommands.Create().Parse(Typed(command)).Invoke(quiet).Should().Be(0, "of './run {0}'", command);
        }
    }

    private static List<string> CommandsIn(string readme) =>
    [
        .. ShellBlock().Matches(readme)
            .SelectMany(block => block.Groups["lines"].Value.Split('\n'))
            .Select(line => line.Split(" #")[0].Trim())
            .Where(line => line == "./run" || line.StartsWith("./run ", StringComparison.Ordinal))
            .Select(line => line["./run".Length..].Trim()),
    ];

    private string[] Typed(string command)
    {
        var words = command.Length == 0 ? ["run", "orthopaedics-slaskie"] : command.Split(' ');
        string[] output = words[0] == "run" && !words.Contains("--out") ? ["--out", "out/first"] : [];
        return
        [
            .. words.Concat(output).Select(word => word switch
            {
                "orthopaedics-slaskie" => "tiny",
                "my-policy.json" => PathOf("policies/specialist-2026.json"),
                "ID" => AssignedSlot(),
                _ when word.StartsWith("out/", StringComparison.Ordinal) => Path.Combine(_folder, word),
                _ => word,
            }),
        ];
    }

    private string AssignedSlot() =>
        CaseFile.Open(Path.Combine(_folder, "out", "tiny", "case.ndjson")).Lines()
            .First(line => line.Type == "event" && line.Body.GetProperty("name").GetString() == "slot_assigned")
            .Body.GetProperty("stream").GetString()!;

    private static string RowOf(string category, JsonNode group)
    {
        var (today, common) = (group["separate"]!, group["common"]!);
        return $"| {category} | {Change(today["median"], common["median"])} | {Change(today["p90"], common["p90"])}"
            + $" | {Change(group["undatedSeparate"], group["undatedCommon"])} |";
    }

    private static string SentenceOf(JsonNode urgent) =>
        $"the median urgent patient, who waited {urgent["separate"]!["median"]} days at the clinic of the queue, waits "
        + $"{urgent["common"]!["median"]}";

    private static string Change(JsonNode? today, JsonNode? common) => $"{Number(today)} → {Number(common)}";

    private static string Number(JsonNode? number) =>
        number!.GetValue<long>().ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static void TakeOver()
    {
        var summary = JsonNode.Parse(File.ReadAllText(PathOf(Summary)))!;
        var figures = new JsonObject { ["version"] = typeof(CaseFile).Assembly.GetName().Version!.ToString(3) };
        foreach (var name in (string[])["scenario", "seed", "days", "logHash", "violations", "withoutCapacity"])
        {
            figures[name] = summary[name]!.DeepClone();
        }

        figures["separateLogHash"] = summary["separate"]!["logHash"]!.DeepClone();
        figures["byCategory"] = summary["comparison"]!["byCategory"]!.DeepClone();
        File.WriteAllText(PathOf(Figures), figures.ToJsonString(new() { WriteIndented = true }) + "\n");
        var readme = RepositoryFiles.Read("README.md");
        foreach (var (category, group) in figures["byCategory"]!.AsObject())
        {
            readme = Regex.Replace(readme, $@"(?m)^\| {category} \|.*$", RowOf(category, group!));
        }

        readme = Sentence().Replace(readme, SentenceOf(figures["byCategory"]!["urgent"]!));
        File.WriteAllText(PathOf("README.md"), readme);
    }

    private static string PathOf(string path) => RepositoryFiles.PathOf(path);

    [GeneratedRegex(@"```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"the median urgent patient, who waited \d+ days at the clinic of the queue, waits \d+")]
    private static partial Regex Sentence();
}
