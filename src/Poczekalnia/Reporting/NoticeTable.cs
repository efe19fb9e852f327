using System.Text.Json;
using Poczekalnia.CaseFiles;

namespace Poczekalnia.Reporting;

/// <summary>Every notice that went out, in the order of the file.</summary>
internal static class NoticeTable
{
    public static readonly string[] Columns =
    [
        "key", "kind", "channel", "recipient_kind", "recipient", "at", "cause", "appointment", "start", "place",
        "reason", "days_before", "days",
    ];

    public static void Write(in NoticeLine line, CsvTable table)
    {
        var slash = line.Recipient.IndexOf('/', StringComparison.Ordinal);
        table.Text(line.Key).Text(line.Kind).Text(line.Channel)
            .Text(line.Recipient[..slash]).Text(line.Recipient[(slash + 1)..]).Time(line.At).Number(line.Cause)
            .Id(line.Appointment?.Value).Time(line.Start).Id(line.Place?.Value)
            .Word(line.Reason).Number(line.DaysBefore).Number(line.Days)
            .EndRow();
    }

    public static void Write(CaseLine line, CsvTable table)
    {
        var recipient = Text(line, "recipient")?.Split('/', 2);
        table.Text(Text(line, "key")).Text(Text(line, "kind")).Text(Text(line, "channel"))
            .Text(recipient?[0]).Text(recipient?[^1]).Text(Text(line, "at")).Number(Number(line, "cause"))
            .Text(Text(line, "appointment")).Text(Text(line, "start")).Text(Text(line, "place"))
            .Text(Text(line, "reason")).Number(Number(line, "daysBefore")).Number(Number(line, "days"))
            .EndRow();
    }

    private static string? Text(CaseLine line, string name) =>
        line.Body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static long? Number(CaseLine line, string name) =>
        line.Body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number
            ? member.GetInt64()
            : null;
}
