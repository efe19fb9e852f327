using System.Text;
using System.Text.RegularExpressions;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.Tests.Serialization;
using Scheduling.Domain.Tests.Support;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>What holds of every operation, so that none can be forgotten.</summary>
public sealed partial class AllOperationsTests
{
    // Said by the executors of the shells, which alone know of lost races and of what came before.
    private static readonly string[] OfTheExecutors =
        [nameof(Refusals.Busy), nameof(Refusals.KeyReused), nameof(Refusals.StaleVersion)];

    public static TheoryData<string> Names => [.. OperationNames.All.Keys];

    [Fact]
    public void Every_operation_has_a_name_and_every_name_an_operation() =>
        OperationNames.All.Values.Should().BeEquivalentTo(
            typeof(IOperation).Assembly.GetTypes()
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IOperation))));

    [Fact]
    public void Every_operation_has_an_example() =>
        OperationExamples.All.Keys.Should().BeEquivalentTo(OperationNames.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_is_stored_as_it_always_was(string name) =>
        Golden.Verify(Line(Sample(name, full: true)) + Line(Sample(name, full: false)), $"{name}.json");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_stored_is_read_back(string name)
    {
        object[] operations =
            [Sample(name, full: true), Sample(name, full: false), OperationExamples.All[name].Operation];
        foreach (var operation in operations)
        {
            CanonicalJson.Read(CanonicalJson.Write(operation), OperationNames.All[name]).Should().Be(operation);
        }
    }

    [Fact]
    public void No_golden_file_is_left_over() =>
        Golden.Names().Should().BeEquivalentTo(OperationNames.All.Keys.Select(name => $"{name}.json"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Asked_twice_it_is_done_once(string name)
    {
        var (story, operation) = OperationExamples.All[name];
        var world = story.World.Copy();

        var first = world.Decide(operation, Cast.WhoMay(operation), story.Now);
        first.Should().BeOfType<OperationDecision.Accepted>().Which.Events.Should().NotBeEmpty();
        world.Append(((OperationDecision.Accepted)first).Events);
        var again = world.Decide(operation, Cast.WhoMay(operation), story.Now);
        (again as OperationDecision.Accepted)?.Events.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_stream_it_reads_one_that_does_not_fit_together_is_refused(string name)
    {
        var (story, operation) = OperationExamples.All[name];
        var first = new Streams(operation.Reads.Distinct()
            .Select(stream => KeyValuePair.Create(stream, story.World.Read(stream))));
        foreach (var stream in operation.Reads.Concat(operation.ReadsNext(first)).Distinct())
        {
            var world = story.World.Copy();
            world.Append([new PlannedEvent(stream, new UnknownEvent("never_heard_of", "{}", story.Now))]);

            world.StateOf(stream).Should().BeAssignableTo<IInconsistent>();
            world.Decide(operation, Cast.WhoMay(operation), story.Now).Should()
                .BeOfType<OperationDecision.Refused>("of {0}", stream)
                .Which.Reason.Should().Be(Refusals.StreamInconsistent(stream));
        }
    }

    [Fact]
    public void A_broken_stream_is_named() =>
        Story.Begins().GivenHistory(Cast.On(Cast.Monday, new UnknownEvent("never_heard_of", "{}", Cast.Start)))
            .When(Cast.NearStaff, Cast.Monday.Publish).ThenRefused(Refusals.StreamInconsistent(Cast.Monday));

    /// <summary>Reads the stories: a code that none of them leads to is covered by nothing, or never said.</summary>
    [Fact]
    public void Every_refusal_is_the_answer_in_some_story()
    {
        var stories = Directory.EnumerateFiles(
            RepositoryFiles.PathOf("tests/Scheduling.Domain.Tests/Operations"), "*.cs");
        var answered = stories.SelectMany(file => Answers().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value).Distinct();

        var all = typeof(Refusals).GetMethods().Where(method => method.ReturnType == typeof(Refusal))
            .Select(method => method.Name.Replace("get_", "", StringComparison.Ordinal));
        all.Except(answered).Should().Equal(OfTheExecutors);
    }

    private static object Sample(string name, bool full) => new Samples(full).Make(OperationNames.All[name]);

    private static string Line(object operation) => Encoding.UTF8.GetString(CanonicalJson.Write(operation)) + "\n";

    [GeneratedRegex(@"\.ThenRefused\(\s*Refusals\.(?<name>\w+)")]
    private static partial Regex Answers();
}
