using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Scheduling.Domain.Identifiers;

/// <summary>
/// A code of a voivodeship branch of the health fund, 01 to 16 (pl. <i>kod oddziału wojewódzkiego NFZ</i>). It is
/// written like a TERYT voivodeship and means another one (12 is śląskie here and małopolskie there), so the two
/// types meet only in <see cref="ToTeryt"/> and <see cref="FromTeryt"/>.
/// </summary>
/// <remarks>
/// Both lists are alphabetical and TERYT skips the odd numbers, so TERYT = 2 × NFZ for all sixteen (own finding,
/// compared with the published lists).
/// </remarks>
public readonly record struct NfzBranchCode
{
    private const int BranchCount = 16;

    private readonly int _number;

    private NfzBranchCode(int number) => _number = number;

    /// <summary>Two digits with the leading zero; empty only in <c>default</c>.</summary>
    public string Value => _number == 0 ? "" : TwoDigits(_number);

    /// <summary>Reads exactly two ASCII digits from 01 to 16.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NfzBranchCode code)
    {
        code = default;
        if (text is not { Length: 2 } || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        var number = ((text[0] - '0') * 10) + (text[1] - '0');
        if (number is 0 or > BranchCount)
        {
            return false;
        }

        code = new NfzBranchCode(number);
        return true;
    }

    /// <exception cref="FormatException">The text is no branch code.</exception>
    public static NfzBranchCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is no NFZ branch code, 01 to 16.");

    /// <summary>The branch of the voivodeship in which a unit of any level lies.</summary>
    public static NfzBranchCode FromTeryt(TerytCode code)
    {
        var voivodeship = code.AtLevel(TerytLevel.Voivodeship).Value;
        return new NfzBranchCode(int.Parse(voivodeship, NumberStyles.None, CultureInfo.InvariantCulture) / 2);
    }

    /// <summary>The voivodeship of this branch.</summary>
    public TerytCode ToTeryt() => TerytCode.Parse(TwoDigits(2 * _number));

    public override string ToString() => Value;

    private static string TwoDigits(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
