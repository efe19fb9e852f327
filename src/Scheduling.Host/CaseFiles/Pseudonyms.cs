using System.Buffers.Text;
using System.Security.Cryptography;
using Npgsql;
using Scheduling.Domain;

namespace Scheduling.Host.CaseFiles;

/// <summary>
/// Other names for the patients of a file, the same everywhere in it, and for their reports, whose identities are made
/// of a patient and a service. Nobody who has the file can tell who is who in the database, or in another file.
/// </summary>
internal sealed class Pseudonyms
{
    private const int Length = 36;

    private readonly Dictionary<Guid, Guid> _names = [];

    // Nobody keeps it.
    private readonly string _secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private Pseudonyms()
    {
    }

    /// <summary>Draws a name for everybody whom the events or the commands name.</summary>
    /// <param name="connection">In a transaction that sees one moment.</param>
    /// <param name="part">Of whom; nothing for all.</param>
    public static async Task<Pseudonyms> Draw(NpgsqlConnection connection, CasePart? part, CancellationToken stop)
    {
        var (events, commands) = part is null ? ("", "") : ("stream_id = any($1) and ", "id = any($2) and ");
        await using var command = new NpgsqlCommand(
            $"""
            select (data ->> 'patient')::uuid, data ->> 'scope' from scheduling.mt_events
                where {events}data ? 'patient'
            union
            select (arguments ->> 'patient')::uuid, arguments ->> 'scope' from scheduling.commands
                where {commands}arguments ? 'patient'
            union
            select (arguments #>> '{"{report,patient}"}')::uuid, arguments #>> '{"{report,scope}"}'
                from scheduling.commands where {commands}arguments -> 'report' ? 'patient'
            """, connection);
        if (part is not null)
        {
            command.Parameters.Add(new() { Value = part.Streams.ToArray() });
            command.Parameters.Add(new() { Value = part.Commands.ToArray() });
        }

        await using var reader = await command.ExecuteReaderAsync(stop);
        var drawn = new Pseudonyms();
        while (await reader.ReadAsync(stop))
        {
            drawn.Add(
                new PatientId(reader.GetGuid(0)), reader.IsDBNull(1) ? null : ScopeCode.Parse(reader.GetString(1)));
        }

        return drawn;
    }

    /// <summary>Renames whoever is named in a text, wherever: a name is as long as another.</summary>
    public void Rename(Span<byte> text)
    {
        for (var at = 0; at + Length <= text.Length;)
        {
            // The first hyphen of an identity follows eight digits.
            var hyphen = text[(at + 8)..].IndexOf((byte)'-');
            if (hyphen < 0 || at + hyphen + Length > text.Length)
            {
                return;
            }

            at += hyphen;
            var word = text.Slice(at, Length);
            if (Utf8Parser.TryParse(word, out Guid id, out var read, 'D') && read == Length)
            {
                if (_names.TryGetValue(id, out var name))
                {
                    name.TryFormat(word, out _);
                }

                at += Length;
            }
            else
            {
                at++;
            }
        }
    }

    private void Add(PatientId patient, ScopeCode? scope)
    {
        if (!_names.TryGetValue(patient.Value, out var name))
        {
            name = Ids.Derive("pseudonym", _secret, $"{patient}");
            _names.Add(patient.Value, name);
        }

        if (scope is { } code)
        {
            _names[ReportId.Of(patient, code).Value] = ReportId.Of(new PatientId(name), code).Value;
        }
    }
}
