using Poczekalnia.CaseFiles;

namespace Poczekalnia.Tests.CaseFiles;

public sealed class CaseEventTests
{
    [Fact]
    public void Events_that_are_read_and_written_again_give_the_same_lines()
    {
        var file = CaseFile.Open(() => new MemoryStream(SampleCase.Bytes()));
        var events = file.Lines().Where(line => line.Type == "event").ToList();
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        writer.Manifest(file.Manifest);
        foreach (var each in events.Select(CaseEvent.Of))
        {
            writer.Event(each.Place, each.Event);
        }

        writer.End();
        CaseFile.Open(() => new MemoryStream(target.ToArray())).Lines().Where(line => line.Type == "event")
            .Select(WithoutHash).Should().Equal(events.Select(WithoutHash));
    }

    [Theory]
    [InlineData("\"minutes\":20", "\"minutes\":\"20\"")]
    [InlineData("\"mode\":\"in-person\"", "\"mode\":\"by-post\"")]
    [InlineData("\"practitioner\"", "\"practisioner\"")]
    [InlineData("\"stream\":\"slot/", "\"stream\":\"shop/")]
    [InlineData("\"instant\":\"2026-", "\"instant\":\"26-")]
    public void A_line_that_holds_no_such_event_is_named(string right, string wrong)
    {
        var text = SampleCase.Lines().First(line => line.Contains(right, StringComparison.Ordinal))
            .Replace(right, wrong, StringComparison.Ordinal);
        var line = new CaseLine(17, System.Text.Encoding.UTF8.GetBytes(text));

        FluentActions.Invoking(() => CaseEvent.Of(line)).Should().Throw<CaseFileException>()
            .Which.Message.Should().StartWith("Line 17: it holds no event as it is described");
    }

    private static string WithoutHash(CaseLine line)
    {
        var text = System.Text.Encoding.UTF8.GetString(line.Utf8.Span);
        var hash = text.IndexOf(",\"h\":\"", StringComparison.Ordinal);
        return text.Remove(hash, 71);
    }
}
