using CsvHelper;
using NodaTime;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.Reporting;

/// <summary>
/// Writes one table as CSV (RFC 4180, but lines end in a line feed): a head of column names, then rows. An empty field
/// means "none"; instants and dates have the form they have in a case file.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    private static readonly CsvWriterOptions Form = CsvWriterOptions.Default with { NewLine = "\n" };

    private readonly CsvWriter _csv;

    public CsvTable(Stream target, string[] columns)
    {
        _csv = CsvWriter.Create(target, Form);
        _csv.WriteHeader(columns);
    }

    public CsvTable Text(string? value)
    {
        _csv.WriteField(value);
        return this;
    }

    public CsvTable Utf8(ReadOnlySpan<byte> value)
    {
        _csv.WriteField(value);
        return this;
    }

    public CsvTable Number(long? value)
    {
        _csv.WriteField(value);
        return this;
    }

    public CsvTable Id(Guid? value)
    {
        _csv.WriteField(value);
        return this;
    }

    public CsvTable Word<T>(T? value)
        where T : struct, Enum =>
        Utf8(value is { } word ? EnumText.Utf8Of(word) : default);

    public CsvTable Time(Instant? value)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        return Utf8(value is { } instant ? text[..TimeText.Write(instant, text)] : default);
    }

    public CsvTable Time(LocalDateTime? value)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        return Utf8(value is { } local ? text[..TimeText.Write(local, text)] : default);
    }

    /// <summary>Ends a row; one with too few or too many fields is an error.</summary>
    public void EndRow() => _csv.EndRecord();

    public void Dispose() => _csv.Dispose();
}
