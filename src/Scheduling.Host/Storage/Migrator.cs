using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Scheduling.Host.Storage;

/// <summary>
/// Brings a database to the schema of this version by the numbered files of <c>Schema/</c>, each applied once. Two
/// Hosts
/// that start together wait for one another.
/// </summary>
public static class Migrator
{
    private const string Folder = "Schema/";

    // Ownership and migration use the key space of two integers; the appends use that of one.
    private const string Lock = "select pg_advisory_xact_lock(5, 1)";

    private const string Begin = """
        create schema if not exists scheduling;
        create table if not exists scheduling.schema_files (
            number     integer                  not null primary key,
            name       varchar(100)             not null,
            hash       varchar(64)              not null,
            applied_at timestamp with time zone not null default now());
        """;

    /// <summary>The files in their order.</summary>
    public static IReadOnlyList<SchemaFile> Files { get; } =
    [
        .. from resource in typeof(Migrator).Assembly.GetManifestResourceNames()
           where resource.StartsWith(Folder, StringComparison.Ordinal)
           orderby resource
           select SchemaFile.Read(resource[Folder.Length..], resource),
    ];

    /// <summary>Applies what was not applied yet.</summary>
    /// <returns>How many files were applied.</returns>
    /// <exception cref="InvalidOperationException">
    /// A file that was applied has another content now, or the database is newer than this version.
    /// </exception>
    public static async Task<int> Apply(NpgsqlDataSource source, CancellationToken stop = default)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, Lock, stop);
        await Run(connection, Begin, stop);
        var applied = await Applied(connection, stop);
        Compare(applied);
        var missing = Files.Where(file => !applied.ContainsKey(file.Number)).ToList();
        foreach (var file in missing)
        {
            await Run(connection, file.Text, stop);
            await Note(connection, file, stop);
        }

        await transaction.CommitAsync(stop);
        return missing.Count;
    }

    /// <summary>Makes sure that a database has the schema of this version, and changes nothing.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static async Task Require(NpgsqlDataSource source, CancellationToken stop = default)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var look = new NpgsqlCommand("select to_regclass('scheduling.schema_files') is null", connection);
        if (await look.ExecuteScalarAsync(stop) is true)
        {
            throw new InvalidOperationException("It is no database of the engine; 'migrate' would make it one.");
        }

        var applied = await Applied(connection, stop);
        Compare(applied);
        if (Files.FirstOrDefault(file => !applied.ContainsKey(file.Number)) is { } missing)
        {
            throw new InvalidOperationException($"It lacks {missing.Name}: bring it to this version with 'migrate'.");
        }
    }

    private static void Compare(Dictionary<int, string> applied)
    {
        foreach (var (number, hash) in applied)
        {
            var file = Files.FirstOrDefault(file => file.Number == number)
                ?? throw new InvalidOperationException(
                    $"The database is newer than this version: it has file {number} of the schema. Update the Host.");
            if (file.Hash != hash)
            {
                throw new InvalidOperationException(
                    $"{file.Name} was applied with another content. A file that was applied is never changed.");
            }
        }
    }

    private static async Task<Dictionary<int, string>> Applied(NpgsqlConnection connection, CancellationToken stop)
    {
        var found = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("select number, hash from scheduling.schema_files", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            found.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return found;
    }

    private static async Task Note(NpgsqlConnection connection, SchemaFile file, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "insert into scheduling.schema_files (number, name, hash) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Hash } },
        };
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}

/// <summary>One numbered file of the schema.</summary>
/// <param name="Number">What its name begins with; files are applied in this order.</param>
/// <param name="Hash">SHA-256 of the text, hexadecimal.</param>
public sealed record SchemaFile(int Number, string Name, string Text, string Hash)
{
    internal static SchemaFile Read(string name, string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        return new SchemaFile(
            int.Parse(name.Split('-')[0], CultureInfo.InvariantCulture), name, text,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}
