using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Domain.Identifiers;

/// <summary>
/// The statistical number of an entity, nine digits, or of one of its local units, fourteen of which the first nine
/// are the entity's (pl. <i>numer REGON</i>).
/// </summary>
/// <remarks>
/// A remainder of 10 is written as 0, so a change of one digit that turns one into the other passes unnoticed: the
/// scheme is weaker than that of NIP or PESEL. Source: the weights as commonly published; all providers of the
/// public queue data agree with those of nine digits.
/// </remarks>
public readonly record struct Regon
{
    private const int EntityLength = 9;
    private const int UnitLength = 14;

    private readonly string? _value;

    private Regon(string value) => _value = value;

    /// <summary>Nine or fourteen digits; empty only in <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether it names a local unit (pl. <i>jednostka lokalna</i>): fourteen digits.</summary>
    public bool IsUnit => Value.Length == UnitLength;

    /// <summary>The number of the entity itself: the first nine digits.</summary>
    public Regon Entity => IsUnit ? new Regon(Value[..EntityLength]) : this;

    private static ReadOnlySpan<byte> EntityWeights => [8, 9, 2, 3, 4, 5, 6, 7];

    private static ReadOnlySpan<byte> UnitWeights => [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

    public static bool TryParse([NotNullWhen(true)] string? text, out Regon regon)
    {
        regon = default;
        var isRegon = text?.Length switch
        {
            EntityLength => IsEntity(text),
            UnitLength => IsEntity(text.AsSpan(0, EntityLength)) && IsChecked(text, UnitLength, UnitWeights),
            _ => false,
        };
        if (isRegon)
        {
            regon = new Regon(text!);
        }

        return isRegon;
    }

    /// <exception cref="FormatException">The text is no REGON.</exception>
    public static Regon Parse(string text) =>
        TryParse(text, out var regon) ? regon : throw new FormatException($"'{text}' is no REGON of 9 or 14 digits.");

    public override string ToString() => Value;

    private static bool IsEntity(ReadOnlySpan<char> text) => IsChecked(text, EntityLength, EntityWeights);

    private static bool IsChecked(ReadOnlySpan<char> text, int length, ReadOnlySpan<byte> weights) =>
        CheckDigits.IsNumber(text, length)
        && CheckDigits.WeightedSum(text, weights) % 11 % 10 == CheckDigits.ValueOf(text[^1]);
}
