using System.Text;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Tests.Serialization;

/// <summary>The fast writer of a run writes what the plain one writes, of everything that is stored.</summary>
public sealed class CanonicalBufferTests
{
    private readonly CanonicalBuffer _buffer = new();

    public static TheoryData<string> Events => [.. EventNames.All.Select(name => name.Type.FullName!)];

    public static TheoryData<string> Operations => OperationJsonTests.Operations;

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_has_one_text(string type)
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var name = EventNames.All.Single(each => each.Type.FullName == type);
            var happened = Samples.EventOf(name, full: seed % 2 == 0, seed);

            Encoding.UTF8.GetString(_buffer.Write(happened))
                .Should().Be(Encoding.UTF8.GetString(EventJson.Write(happened)));
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_has_one_text(string type)
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var operation = new Samples(full: seed % 2 == 0, seed).Make(typeof(IOperation).Assembly.GetType(type)!);

            Encoding.UTF8.GetString(_buffer.Write(operation))
                .Should().Be(Encoding.UTF8.GetString(CanonicalJson.Write(operation)));
        }
    }

    [Fact]
    public void An_unknown_event_is_written_as_it_came() =>
        Encoding.UTF8.GetString(_buffer.Write(new UnknownEvent("later", """{"ż":"\n"}""", Samples.At)))
            .Should().Be("""{"ż":"\n"}""");

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a \"quote\", a \\ and a \u0001")]
    [InlineData("zażółć \ud83d\ude00")]
    public void A_string_has_one_text(string text) =>
        Encoding.UTF8.GetString(_buffer.Write(text)).Should().Be(Encoding.UTF8.GetString(CanonicalJson.Write(text)));

    /// <summary>A text longer than the bytes at hand makes room.</summary>
    [Fact]
    public void A_long_text_finds_room() => _buffer.Write(new string('ż', 5_000)).Length.Should().Be(10_002);
}
