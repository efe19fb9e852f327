using System.Text;
using System.Text.Json.Nodes;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Serialization.Upcasters;

namespace Scheduling.Domain.Tests.Serialization;

public sealed class UpcasterTests
{
    private static readonly Upcaster[] Known =
    [
        new(StreamKind.Slot, "slot_lent", "slot_lent_2", Rename("to", "appointment")),
        new(StreamKind.Slot, "slot_lent_2", "slot_booked", Rename("until", null)),
    ];

    [Fact]
    public void An_older_shape_is_lifted_step_by_step_to_the_newest()
    {
        var (name, data) = Upcaster.Lift(Known, StreamKind.Slot, "slot_lent", """{"to":"a","until":"b"}"""u8);

        name.Should().Be("slot_booked");
        Encoding.UTF8.GetString(data).Should().Be("""{"appointment":"a"}""");
    }

    [Fact]
    public void The_same_name_in_another_kind_of_stream_is_left_alone() =>
        Upcaster.Lift(Known, StreamKind.Entry, "slot_lent", """{"to":"a"}"""u8).Name.Should().Be("slot_lent");

    [Fact]
    public void Every_upcaster_leads_to_a_name_that_can_be_read()
    {
        DeadEnds(Upcaster.All).Should().BeEmpty();
        DeadEnds(Known).Should().BeEmpty();
        DeadEnds(Known[..1]).Should().Equal("slot_lent_2");
    }

    private static IEnumerable<string> DeadEnds(IReadOnlyList<Upcaster> known) =>
        from upcaster in known
        where EventNames.TypeOf(upcaster.Stream, upcaster.NextName) is null
            && Upcaster.For(known, upcaster.Stream, upcaster.NextName) is null
        select upcaster.NextName;

    private static Func<JsonObject, JsonObject> Rename(string from, string? to) => older =>
    {
        var value = older[from]!.DeepClone();
        older.Remove(from);
        if (to is not null)
        {
            older[to] = value;
        }

        return older;
    };
}
