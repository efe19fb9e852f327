using Poczekalnia.Commands;
using Poczekalnia.Tests.CaseFiles;
using Scheduling.Domain;
using Spectre.Console;

namespace Poczekalnia.Tests.Replay;

/// <summary>What <c>poczekalnia replay FILE</c> prints and returns.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public ReplayCommandTests() => File.WriteAllBytes(_path, SampleCase.Bytes());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Without_a_point_it_shows_every_stream_as_it_stands_at_the_end()
    {
        var (code, output, errors) = Run(null);
        code.Should().Be(0, errors);
        output.Should().Contain("the end of the history")
            .And.Contain($"{(StreamId)SampleCase.Appointment}@2  fulfilled  since position ")
            .And.Contain($"{(StreamId)SampleCase.Slot}@3  consumed  ")
            .And.Contain("\"practitioner\": \"dr-Łącka\"");
    }

    [Theory]
    [InlineData("13", "waiting", false)]
    [InlineData("14", "waiting", false)]
    [InlineData("15", "assigned", false)]
    [InlineData("16", "assigned", true)]
    public void To_a_position_its_event_counts_and_the_next_does_not(string to, string entry, bool isBooked)
    {
        var (code, output, _) = Run(to);
        code.Should().Be(0);
        output.Should().StartWith($"position {to} at ").And.Contain("more follows")
            .And.Contain($"{(StreamId)SampleCase.Entry}@").And.Contain($"  {entry}  since position");
        output.Contains($"{(StreamId)SampleCase.Appointment}@1  booked", StringComparison.Ordinal)
            .Should().Be(isBooked);
    }

    [Theory]
    [InlineData("2026-09-15T08:00:00Z")]
    [InlineData("2026-09-15T10:00")]
    [InlineData("2026-09-15T10:00:00")]
    public void To_an_instant_what_happened_at_it_counts(string to)
    {
        var (code, output, _) = Run(to);
        code.Should().Be(0);
        output.Should().Contain(" at 2026-09-15 10:00:00 (2026-09-15T08:00:00Z)").And.Contain("more follows")
            .And.Contain($"{(StreamId)SampleCase.Entry}@1  waiting")
            .And.NotContain($"{(StreamId)SampleCase.OtherEntry}");
    }

    [Fact]
    public void Steps_show_each_event_of_a_stream_and_what_it_changed()
    {
        var (code, output, _) = Run("15", [$"{(StreamId)SampleCase.Entry}"], steps: true);
        code.Should().Be(0);
        var lines = output.Split('\n')
            .Where(line => line.Contains($"{(StreamId)SampleCase.Entry}@", StringComparison.Ordinal)).ToList();
        lines[0].Should().Contain("entry_placed").And.Contain("absent -> waiting");
        lines[1].Should().Contain("entry_assigned").And.Contain("waiting -> assigned");
        lines.Should().HaveCount(3, "and the stream as it stands");
    }

    [Fact]
    public void A_stream_that_is_not_there_by_then_is_named_and_the_answer_is_1()
    {
        var (code, _, errors) = Run("3", [$"{(StreamId)SampleCase.Entry}"]);
        code.Should().Be(1);
        errors.Should().Contain($"does not know {(StreamId)SampleCase.Entry} by then");
    }

    [Fact]
    public void What_is_no_point_and_what_is_no_stream_and_what_is_no_file_cannot_be_asked()
    {
        Run("tomorrow").Errors.Should().Contain("'tomorrow' is no position");
        Run(null, ["entry/17"]).Errors.Should().Contain("'entry/17' is no stream");
        File.WriteAllText(_path, "{}\n");
        var (code, output, errors) = Run(null);
        (code, output).Should().Be((2, ""));
        errors.Should().StartWith($"{_path}:1: ");
    }

    private (int Code, string Output, string Errors) Run(string? to, string[]? streams = null, bool steps = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var code = ReplayCommand.Run(
            new ReplayRequest(_path, to, streams ?? [], steps), console, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
