using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Domain.Identifiers;

/// <summary>
/// The tax number of a provider (pl. <i>numer identyfikacji podatkowej, NIP</i>): ten digits without dashes. Any
/// change of one digit is noticed.
/// </summary>
/// <remarks>Source: the weights as commonly published; all providers of the public queue data agree.</remarks>
public readonly record struct Nip
{
    private const int Length = 10;

    private readonly string? _value;

    private Nip(string value) => _value = value;

    /// <summary>The ten digits; empty only in <c>default</c>.</summary>
    public string Value => _value ?? "";

    private static ReadOnlySpan<byte> Weights => [6, 5, 7, 2, 3, 4, 5, 6, 7];

    public static bool TryParse([NotNullWhen(true)] string? text, out Nip nip)
    {
        nip = default;

        // A remainder of 10 equals no digit: such numbers are not given out.
        if (!CheckDigits.IsNumber(text, Length)
            || CheckDigits.WeightedSum(text, Weights) % 11 != CheckDigits.ValueOf(text![^1]))
        {
            return false;
        }

        nip = new Nip(text);
        return true;
    }

    /// <exception cref="FormatException">The text is no NIP.</exception>
    public static Nip Parse(string text) =>
        TryParse(text, out var nip) ? nip : throw new FormatException($"'{text}' is no NIP of ten digits.");

    public override string ToString() => Value;
}
