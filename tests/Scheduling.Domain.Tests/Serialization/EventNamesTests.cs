using System.Text.Json;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Tests.Serialization;

public sealed class EventNamesTests
{
    [Fact]
    public void Every_event_has_a_stored_name() =>
        EventNames.All.Select(name => name.Type).Should().BeEquivalentTo(
            typeof(DomainEvent).Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(DomainEvent)) && !type.IsAbstract)
                .Where(type => type != typeof(UnknownEvent)));

    [Fact]
    public void No_two_events_of_one_kind_of_stream_share_a_name() =>
        EventNames.All.Select(name => (name.Stream, name.Name)).Should().OnlyHaveUniqueItems();

    [Fact]
    public void A_stored_name_is_that_of_the_record_until_one_of_them_changes() =>
        EventNames.All.Should().OnlyContain(
            name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.Type.Name) == name.Name);

    [Fact]
    public void The_same_name_in_two_kinds_of_stream_is_two_events() =>
        EventNames.TypeOf(StreamKind.Entry, "criteria_changed")
            .Should().NotBe(EventNames.TypeOf(StreamKind.Report, "criteria_changed"));

    [Fact]
    public void A_name_of_another_kind_of_stream_is_not_known() =>
        EventNames.TypeOf(StreamKind.Slot, "criteria_changed").Should().BeNull();
}
