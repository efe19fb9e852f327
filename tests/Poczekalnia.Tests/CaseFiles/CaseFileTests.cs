using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.Tests.CaseFiles;

public sealed class CaseFileTests
{
    [Fact]
    public void What_is_written_is_read_back_line_by_line()
    {
        var file = Open(SampleCase.Bytes());

        file.Manifest.Should().Be(new Manifest("sample", "7", "0.1.0", "2026a", SampleCase.Start));
        file.Complete.Should().BeTrue();
        file.Counts.Should().Be(new CaseCounts(14, 22, 4, 1));
        file.LineCount.Should().Be(43);
        file.Lines().Select(line => Encoding.UTF8.GetString(line.Utf8.Span)).Should().Equal(SampleCase.Lines());
        file.Lines().Select(line => line.Number).Should().Equal(Enumerable.Range(1, 43).Select(number => (long)number));
        file.Lines().Select(line => line.Type).Distinct().Should()
            .Equal("manifest", "policy", "command", "event", "notice", "end");
        file.Lines().Last().Body.GetProperty("h").GetString().Should().Be(file.LogHash);
    }

    [Fact]
    public void Every_line_is_canonical_and_hashed_over_the_line_before()
    {
        var last = "";
        foreach (var line in SampleCase.Lines())
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            CanonicalJson.Canonicalise(bytes).Should().Equal(bytes);

            var hash = JsonElement.Parse(bytes).GetProperty("h").GetString();
            var without = last + line.Replace($",\"h\":\"{hash}\"", "", StringComparison.Ordinal);
            hash.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(without))));
            last = hash;
        }
    }

    [Fact]
    public void Every_event_is_what_it_was_when_it_is_read_from_its_line()
    {
        var events = Open(SampleCase.Bytes()).Lines().Where(line => line.Type == "event").Select(Read).ToList();

        events.Should().HaveCount(22);
        events.OfType<UnknownEvent>().Should()
            .ContainSingle(unknown => unknown.Type == "slot_painted" && unknown.Data == """{"colour":"złoty"}""");
    }

    [Fact]
    public void The_hash_of_the_end_line_is_the_same_with_and_without_a_file()
    {
        using var discarded = new CaseFileWriter(null);
        using var kept = new CaseFileWriter(new MemoryStream());
        foreach (var writer in (CaseFileWriter[])[discarded, kept])
        {
            writer.Manifest(new Manifest("s", "1", "c", "t", SampleCase.Start));
            writer.Event(
                new EventPlace(1, SampleCase.Slot, 1, Guid.Empty, Guid.Empty),
                new UnknownEvent("slot_painted", "{}", SampleCase.Start));
        }

        discarded.End().Should().Be(kept.End()).And.MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public void An_interrupted_run_leaves_a_file_that_says_so() =>
        Open(SampleCase.Bytes(complete: false)).Complete.Should().BeFalse();

    [Fact]
    public void A_part_of_a_history_says_so_in_its_manifest()
    {
        var manifest = new Manifest("s", "", "c", "t", SampleCase.Start, Pseudonymised: true, Partial: true);
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        writer.Manifest(manifest);
        writer.End();

        Open(target.ToArray()).Manifest.Should().Be(manifest);
    }

    [Fact]
    public void What_has_been_flushed_is_whole_lines()
    {
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        writer.Manifest(new Manifest("s", "1", "c", "t", SampleCase.Start));
        target.Length.Should().Be(0, "lines go out in large pieces");

        writer.Flush();
        Encoding.UTF8.GetString(target.ToArray()).Should().StartWith("{\"clock\"").And.EndWith("}\n");
    }

    [Fact]
    public void A_line_whose_event_could_not_be_written_leaves_no_trace()
    {
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        writer.Manifest(new Manifest("s", "1", "c", "t", SampleCase.Start));
        writer.Invoking(each => each.Notice(new NoticeLine("k", "kind", "sms", "half \ud83d", SampleCase.Start)))
            .Should().Throw<FormatException>();
        writer.End(complete: false);

        Open(target.ToArray()).LineCount.Should().Be(2);
    }

    [Fact]
    public void Positions_go_up()
    {
        using var writer = new CaseFileWriter(null);
        var happened = new UnknownEvent("slot_painted", "{}", SampleCase.Start);
        writer.Manifest(new Manifest("s", "1", "c", "t", SampleCase.Start));
        writer.Event(new EventPlace(5, SampleCase.Slot, 1, Guid.Empty, Guid.Empty), happened);

        writer.Invoking(each => each.Event(new(5, SampleCase.Slot, 2, Guid.Empty, Guid.Empty), happened))
            .Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_notice_that_says_everything_is_still_canonical()
    {
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        writer.Manifest(new Manifest("s", "1", "c", "t", SampleCase.Start));
        writer.Notice(new NoticeLine(
            "k", "kind", "sms", "place/1", SampleCase.Start, 3, SampleCase.Appointment, new(2026, 9, 22, 10, 30),
            SampleCase.Place, PlaceReason.NewCategory, 7, 40));
        writer.End();

        Open(target.ToArray()).Lines().ElementAt(1).Body.EnumerateObject().Select(member => member.Name).Should().Equal(
            "appointment", "at", "cause", "channel", "days", "daysBefore", "h", "key", "kind", "place", "reason",
            "recipient", "start", "type");
    }

    private static CaseFile Open(byte[] bytes) => CaseFile.Open(() => new MemoryStream(bytes));

    private static DomainEvent Read(CaseLine line)
    {
        StreamId.TryParse(line.Body.GetProperty("stream").GetString(), out var stream).Should().BeTrue();
        var instant = Encoding.UTF8.GetBytes(line.Body.GetProperty("instant").GetString()!);
        TimeText.TryRead(instant, out NodaTime.Instant at).Should().BeTrue();
        return EventJson.Read(
            stream.Kind, line.Body.GetProperty("name").GetString()!, line.Body.GetProperty("data"), at);
    }
}
