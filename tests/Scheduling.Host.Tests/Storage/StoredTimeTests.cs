using NodaTime.Text;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Storage;

/// <summary>Instants that are finer than PostgreSQL keeps them, such as a provider may give for an earlier
/// report.</summary>
public sealed class StoredTimeTests(Postgres postgres)
{
    [Theory]
    [InlineData("2026-02-27T02:18:14.3999999Z")]
    [InlineData("2026-02-27T02:18:14.1234565Z")]
    [InlineData("2026-02-27T02:18:14.1234575Z")]
    [InlineData("2026-02-27T02:18:14.12345649Z")]
    [InlineData("2026-02-27T02:18:59.9999999Z")]
    [InlineData("1969-12-31T23:59:59.9999994Z")]
    [InlineData("2026-02-27T02:18:14Z")]
    public async Task An_instant_in_a_text_is_read_as_PostgreSQL_reads_it(string text)
    {
        await using var database = await postgres.NewDatabase();
        await using var command = database.Source.CreateCommand("select $1::text::timestamptz");
        command.Parameters.Add(new() { Value = text });

        var stored = StoredTime.ToInstant((DateTime)(await command.ExecuteScalarAsync())!);

        StoredTime.Read(InstantPattern.ExtendedIso.Parse(text).Value).Should().Be(stored);
    }
}
