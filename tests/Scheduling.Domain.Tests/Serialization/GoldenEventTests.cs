using System.Text;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Support;

namespace Scheduling.Domain.Tests.Serialization;

/// <summary>
/// What is stored is stored for ever: the JSON of every event, with all that it may hold on the first line and with no
/// more than it must on the second.
/// </summary>
public sealed class GoldenEventTests
{
    public static TheoryData<string> Files => [.. EventNames.All.Select(FileOf)];

    [Theory]
    [MemberData(nameof(Files))]
    public void An_event_is_stored_as_it_always_was(string file)
    {
        var name = EventNames.All.Single(each => FileOf(each) == file);
        Golden.Verify(Line(name, full: true) + Line(name, full: false), file);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_stored_is_read_back(string file)
    {
        var name = EventNames.All.Single(each => FileOf(each) == file);
        foreach (var full in (bool[])[true, false])
        {
            var data = Encoding.UTF8.GetBytes(Line(name, full).TrimEnd());
            EventJson.Read(name.Stream, name.Name, data, Samples.At).Should().Be(Samples.EventOf(name, full));
        }
    }

    [Fact]
    public void No_golden_file_is_left_over() =>
        Golden.Names().Should().BeEquivalentTo([.. EventNames.All.Select(FileOf), EnumTextTests.GoldenNames]);

    private static string FileOf(EventName name) => $"{StreamId.NameOf(name.Stream)}.{name.Name}.json";

    private static string Line(EventName name, bool full) =>
        Encoding.UTF8.GetString(EventJson.Write(Samples.EventOf(name, full))) + "\n";
}
