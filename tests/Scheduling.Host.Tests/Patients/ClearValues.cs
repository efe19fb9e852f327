using System.Text;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Patients;

/// <summary>
/// Values that must stand nowhere in clear: as they are, in other letters, as hexadecimal digits (as PostgreSQL shows
/// bytes) and as base64 wherever it begins.
/// </summary>
internal sealed class ClearValues(params IReadOnlyList<string> values)
{
    /// <summary>The values that stand in a text, each with how it is written there.</summary>
    public IReadOnlyList<string> In(string text) =>
        [.. from value in values from form in FormsOf(value) where IsIn(text, form) select $"{value} as {form.Name}"];

    /// <summary>The values that stand in any table of any schema, each with its table.</summary>
    public async Task<IReadOnlyList<string>> In(TestDatabase database)
    {
        var found = new List<string>();
        foreach (var table in await TablesOf(database))
        {
            found.AddRange((await TextsOf(database, table)).SelectMany(In).Select(each => $"{each} in {table}"));
        }

        return found;
    }

    /// <summary>Every table that holds something, of every schema that is not the server's.</summary>
    public static Task<IReadOnlyList<string>> TablesOf(TestDatabase database) =>
        database.Rows($"""
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            order by 1
            """);

    /// <summary>The forms in which a value is looked for.</summary>
    public static IReadOnlyList<(string Name, string Text, StringComparison How)> FormsOf(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return
        [
            ("text", value, StringComparison.OrdinalIgnoreCase),
            ("hexadecimal", Convert.ToHexString(bytes), StringComparison.OrdinalIgnoreCase),
            ("base64", Base64Of(bytes, 0), StringComparison.Ordinal),
            ("base64 after one byte", Base64Of(bytes, 1), StringComparison.Ordinal),
            ("base64 after two bytes", Base64Of(bytes, 2), StringComparison.Ordinal),
        ];
    }

    private static bool IsIn(string text, (string Name, string Text, StringComparison How) form) =>
        text.Contains(form.Text, form.How);

    // Only the digits that come of the value alone, whatever stands before and behind it.
    private static string Base64Of(byte[] bytes, int before)
    {
        const int bitsOfByte = 8;
        const int bitsOfDigit = 6;
        var first = ((before * bitsOfByte) + bitsOfDigit - 1) / bitsOfDigit;
        var last = (before + bytes.Length) * bitsOfByte / bitsOfDigit;
        return Convert.ToBase64String([.. new byte[before], .. bytes])[first..last];
    }

    private static async Task<IReadOnlyList<string>> TextsOf(TestDatabase database, string table)
    {
        await using var command = database.Source.CreateCommand($"select t::text from {table} t");
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
