using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Domain;

/// <summary>
/// The NFZ's code of a service scope (pl. <i>kod zakresu świadczeń</i>), such as <c>02.1450.001.02</c>: type,
/// specialty of the cell (part VIII of the resort code), item and variant.
/// </summary>
/// <remarks>The pattern is read off the codes in use; the meaning of its parts is <i>assumed</i>.</remarks>
public readonly record struct ScopeCode : IComparable<ScopeCode>
{
    private const string Pattern = "00.0000.000.00";

    private readonly string? _value;

    private ScopeCode(string value) => _value = value;

    /// <summary>The code as written, dots included; empty only in <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads exactly two, four, three and two ASCII digits with dots between.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ScopeCode code)
    {
        code = default;
        if (text is null || text.Length != Pattern.Length)
        {
            return false;
        }

        for (var i = 0; i < Pattern.Length; i++)
        {
            if (Pattern[i] == '.' ? text[i] != '.' : !char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        code = new ScopeCode(text);
        return true;
    }

    /// <exception cref="FormatException">The text is no scope code.</exception>
    public static ScopeCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is no scope code like {Pattern}.");

    public int CompareTo(ScopeCode other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
