using System.Text;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Patients;

/// <summary>Whoever looks for what must not be there finds it where it is.</summary>
public sealed class ClearValuesTests(Postgres postgres)
{
    private const string Email = "unmistakable.anna@patients.example";

    [Fact]
    public void A_value_is_found_however_it_is_written_and_whatever_stands_around_it()
    {
        var values = new ClearValues(Email);

        values.In("nothing of anybody").Should().BeEmpty();
        foreach (var before in new[] { "", "a", "ab", "abc", "abcd" })
        {
            foreach (var behind in new[] { "", "z", "zy", "zyx" })
            {
                var bytes = Encoding.UTF8.GetBytes(before + Email + behind);
                values.In($"{before}{Email.ToUpperInvariant()}{behind}").Should().Equal($"{Email} as text");
                values.In(Convert.ToHexStringLower(bytes)).Should().Equal($"{Email} as hexadecimal");
                values.In(Convert.ToBase64String(bytes)).Should().ContainSingle(each => each.Contains("base64"));
            }
        }
    }

    [Fact]
    public async Task A_value_is_found_in_whatever_table_it_was_slipped_into()
    {
        await using var database = await postgres.NewDatabase();
        var values = new ClearValues(Email);
        (await values.In(database)).Should().BeEmpty();

        await database.Execute($"insert into scheduling.place_labels values ({Guid.Empty}, {$"to {Email}"})");
        var bytes = Encoding.UTF8.GetBytes(Email);
        await database.Execute($"insert into scheduling.requests values ({Guid.Empty}, 1, {bytes})");
        await database.Execute($"""
            insert into scheduling.deliveries (intent, channel, reason) values ('k', 'sms', {Email})
            """);
        await database.Execute($"""
            insert into scheduling.mt_streams (id, type, version) values ({Guid.Empty}, 'slot', 1)
            """);
        await database.Execute($$"""
            insert into scheduling.mt_events (seq_id, id, stream_id, version, data, type)
            values (
                1, {{Guid.Empty}}, {{Guid.Empty}}, 1,
                jsonb_build_object('note', {{Email.ToUpperInvariant()}}::text), 'x')
            """);

        (await values.In(database)).Should().BeEquivalentTo(
            $"{Email} as text in scheduling.place_labels", $"{Email} as hexadecimal in scheduling.requests",
            $"{Email} as text in scheduling.deliveries", $"{Email} as text in scheduling.mt_events");
    }
}
