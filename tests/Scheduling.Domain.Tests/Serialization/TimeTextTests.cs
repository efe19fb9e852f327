using System.Text;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Tests.Serialization;

/// <summary>The patterns of NodaTime are the specification, the hand-written text is the fast one.</summary>
public sealed class TimeTextTests
{
    [Fact]
    public void Any_instant_is_written_as_NodaTime_writes_it_and_read_back()
    {
        var instant = Instant.FromUtc(1990, 1, 1, 0, 0);
        var buffer = new byte[TimeText.LengthMax];
        for (long i = 0; i < 5000; i++)
        {
            instant += Duration.FromNanoseconds((i % 3 == 0 ? 1 : i % 3 == 1 ? 1_000_000 : 1_000_000_000) * (i * 7919));
            var text = buffer.AsSpan(0, TimeText.Write(instant, buffer));

            Encoding.ASCII.GetString(text).Should().Be(InstantPattern.ExtendedIso.Format(instant));
            TimeText.TryRead(text, out Instant read).Should().BeTrue();
            read.Should().Be(instant);
        }
    }

    [Theory]
    [InlineData("2026-02-29T10:00:00Z")]
    [InlineData("2026-13-01T10:00:00Z")]
    [InlineData("2026-09-15T24:00:00Z")]
    [InlineData("2026-09-15T10:60:00Z")]
    [InlineData("2026-09-15T10:00:00.0Z")]
    [InlineData("2026-09-15T10:00:00.120Z")]
    [InlineData("2026-09-15T10:00:00.Z")]
    [InlineData("2026-09-15T10:00:00")]
    [InlineData("2026-09-15t10:00:00Z")]
    [InlineData("2026-09-15T10:00Z")]
    [InlineData("0000-09-15T10:00:00Z")]
    [InlineData("")]
    public void Another_text_of_an_instant_is_not_read(string text) =>
        TimeText.TryRead(Encoding.ASCII.GetBytes(text), out Instant _).Should().BeFalse();
}
