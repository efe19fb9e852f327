using System.Text;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Tests.Serialization;

public sealed class CanonicalJsonTests
{
    private sealed record Plan(LocalTime From, bool Again, PlaceId Place, ValueList<LocalDate> Days, int? Minutes = 20);

    private sealed record Rate(double Value);

    private static readonly Plan SomePlan =
        new(new LocalTime(8, 30), true, new PlaceId(Guid.Empty), [new LocalDate(2026, 9, 15)], Minutes: null);

    [Fact]
    public void Any_record_is_written_with_its_members_in_order_and_read_back()
    {
        var text = $$"""{"again":"yes","days":["2026-09-15"],"from":"08:30:00","place":"{{Guid.Empty}}"}""";

        Encoding.UTF8.GetString(CanonicalJson.Write(SomePlan)).Should().Be(text);
        CanonicalJson.Read<Plan>(Encoding.UTF8.GetBytes(text)).Should().Be(SomePlan with { Minutes = 20 });
    }

    [Fact]
    public void A_fraction_has_no_place_in_a_stored_record() =>
        FluentActions.Invoking(() => CanonicalJson.Write(new Rate(0.5))).Should().Throw<NotSupportedException>();

    [Fact]
    public void Every_identity_is_stored_as_a_plain_string()
    {
        var identities = typeof(IIdentity).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IIdentity)) && type.IsValueType);
        identities.Should().OnlyContain(type =>
            Encoding.UTF8.GetString(CanonicalJson.Write(Activator.CreateInstance(type)!)) == $"\"{Guid.Empty}\"");
    }

    [Theory]
    [InlineData("""{ "b" : [ 1, -2 ], "a" : {} }""", """{"a":{},"b":[1,-2]}""")]
    [InlineData("""{"\u0061":"\u017c\/\u001F\u000a"}""", """{"a":"ż/\u001f\n"}""")]
    [InlineData("""["\ud83d\ude00","\u007f","\u2028"]""", "[\"😀\",\"\u007f\",\"\u2028\"]")]
    [InlineData("""{"ab":1,"a":2,"B":3}""", """{"B":3,"a":2,"ab":1}""")]
    [InlineData("""[-0, 9223372036854775807]""", "[0,9223372036854775807]")]
    public void Any_JSON_has_one_text(string json, string canonical) =>
        Encoding.UTF8.GetString(CanonicalJson.Canonicalise(json)).Should().Be(canonical);

    [Theory]
    [InlineData("""{"rules":[{"value":1.5}]}""", "$.rules[0].value is 1.5*")]
    [InlineData("""{"a":1e3}""", "$.a is 1e3*")]
    [InlineData("""{"a":9223372036854775808}""", "$.a is 9223372036854775808*")]
    [InlineData("""{"a":true}""", "$.a is true*")]
    [InlineData("""{"a":null}""", "$.a is null*")]
    [InlineData("""{"a":1,"a":2}""", "$.a stands twice*")]
    public void What_canonical_JSON_cannot_hold_is_named(string json, string message) =>
        FluentActions.Invoking(() => CanonicalJson.Canonicalise(json))
            .Should().Throw<FormatException>().WithMessage(message);

    [Fact]
    public void A_text_with_half_a_character_is_not_stored() =>
        FluentActions.Invoking(() => CanonicalJson.Write("\ud83d")).Should().Throw<FormatException>();

    [Fact]
    public void A_broken_text_is_no_JSON() =>
        FluentActions.Invoking(() => CanonicalJson.Canonicalise("""{"a":""")).Should().Throw<JsonException>();

    [Theory]
    [InlineData("[2,1]")]
    [InlineData("[1,1]")]
    [InlineData("[0]")]
    [InlineData("[8]")]
    [InlineData("1")]
    public void Days_are_an_increasing_list_from_one_to_seven(string json) =>
        FluentActions.Invoking(() => CanonicalJson.Read<DaySet>(Encoding.UTF8.GetBytes(json)))
            .Should().Throw<JsonException>();
}
