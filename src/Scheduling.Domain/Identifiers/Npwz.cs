using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Domain.Identifiers;

/// <summary>
/// The licence number of a doctor or dentist (pl. <i>numer prawa wykonywania zawodu, NPWZ</i>): seven digits, the
/// first of which checks the others and is never 0. Any change of one digit is noticed.
/// </summary>
/// <remarks>Source: the rules of the Supreme Medical Chamber. The numbers of nurses and midwives have letters and a
/// format that was not found in public sources; they are not read here.</remarks>
public readonly record struct Npwz
{
    private const int Length = 7;

    private readonly string? _value;

    private Npwz(string value) => _value = value;

    /// <summary>The seven digits; empty only in <c>default</c>.</summary>
    public string Value => _value ?? "";

    private static ReadOnlySpan<byte> Weights => [1, 2, 3, 4, 5, 6];

    public static bool TryParse([NotNullWhen(true)] string? text, out Npwz npwz)
    {
        npwz = default;

        // A remainder of 10 equals no digit: such numbers are not given out.
        if (!CheckDigits.IsNumber(text, Length)
            || text![0] == '0'
            || CheckDigits.WeightedSum(text.AsSpan(1), Weights) % 11 != CheckDigits.ValueOf(text[0]))
        {
            return false;
        }

        npwz = new Npwz(text);
        return true;
    }

    /// <exception cref="FormatException">The text is no licence number of a doctor.</exception>
    public static Npwz Parse(string text) =>
        TryParse(text, out var npwz) ? npwz : throw new FormatException($"'{text}' is no NPWZ of seven digits.");

    public override string ToString() => Value;
}
