using System.Text;
using System.Text.Json;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Tests.Serialization;

public sealed class EventJsonTests
{
    [Fact]
    public void Any_event_comes_back_as_it_went_and_is_written_the_same_again()
    {
        foreach (var name in EventNames.All)
        {
            for (var seed = 0; seed < 40; seed++)
            {
                var happened = Samples.EventOf(name, full: seed % 2 == 0, seed * 7);
                var data = EventJson.Write(happened);
                var again = EventJson.Read(name.Stream, name.Name, data, Samples.At);
                again.Should().Be(happened);
                EventJson.Write(again).Should().Equal(data);
                CanonicalJson.Canonicalise(data).Should().Equal(data, "it is canonical as written");
            }
        }
    }

    [Fact]
    public void A_name_that_nobody_knows_keeps_its_data_in_canonical_form()
    {
        var read = EventJson.Read(StreamKind.Slot, "slot_painted", """{ "colour": "red", "coats": 2 }"""u8, Samples.At);

        read.Should().Be(new UnknownEvent("slot_painted", """{"coats":2,"colour":"red"}""", Samples.At));
        Text(read).Should().Be("""{"coats":2,"colour":"red"}""");
        EventNames.NameOf(read).Should().Be("slot_painted");
    }

    [Theory]
    [InlineData("slot_withdrawn", """{"reason":"holiday","colour":"red"}""", "a member that is not known")]
    [InlineData("slot_withdrawn", """{}""", "a member that is missing")]
    [InlineData("slot_withdrawn", """{"reason":null}""", "a member that is null and must not be")]
    [InlineData("slot_withdrawn", """{"reason":"a","reason":"b"}""", "a member that stands twice")]
    [InlineData("slot_withdrawn", """{"at":"2026-09-15T10:00:00Z","reason":"a"}""", "the instant")]
    [InlineData("slot_withdrawn", """null""", "nothing")]
    [InlineData("slot_consumed", """{"appointment":"17"}""", "no UUID")]
    [InlineData("slot_consumed", """{"appointment":17}""", "no UUID")]
    [InlineData("slot_released", """{"policy":"p","reason":"NobodyFits"}""", "no stored name")]
    [InlineData("slot_released", """{"asOf":1.5,"policy":"p","reason":"nobody-fits"}""", "a fraction")]
    public void Data_of_another_shape_are_not_read(string name, string data, string because) =>
        FluentActions.Invoking(() => EventJson.Read(StreamKind.Slot, name, Encoding.UTF8.GetBytes(data), Samples.At))
            .Should().Throw<JsonException>(because);

    [Fact]
    public void An_element_is_read_like_its_text()
    {
        using var line = JsonDocument.Parse("""{"data":{"reason":"holiday"}}""");

        EventJson.Read(StreamKind.Slot, "slot_withdrawn", line.RootElement.GetProperty("data"), Samples.At)
            .Should().Be(new SlotEvent.SlotWithdrawn("holiday", Samples.At));
    }

    [Fact]
    public void Nothing_computed_is_stored() =>
        Text(new AppointmentEvent.AppointmentFulfilled(Samples.At)).Should().Be("{}");

    private static string Text(DomainEvent happened) => Encoding.UTF8.GetString(EventJson.Write(happened));
}
