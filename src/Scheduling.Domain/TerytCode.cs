using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Domain;

/// <summary>The three levels of the territorial division, from the widest to the narrowest.</summary>
public enum TerytLevel
{
    /// <summary>Two digits (pl. <i>województwo</i>).</summary>
    Voivodeship = 1,

    /// <summary>Four digits: a county or a city with its rights (pl. <i>powiat</i>).</summary>
    Powiat = 2,

    /// <summary>Seven digits: a municipality with the digit of its type (pl. <i>gmina</i>).</summary>
    Gmina = 3,
}

/// <summary>
/// A code of the national register of territorial division (pl. <i>identyfikator TERYT</i>): 2 digits name a
/// voivodeship, 4 a powiat, 7 a gmina (six digits and the digit of its type). Never an NFZ branch code, which
/// looks alike: see <see cref="Identifiers.NfzBranchCode"/>.
/// </summary>
/// <remarks>
/// Source: the TERC part of the register (GUS). The parts of one gmina (types 3, 4 and 5), the districts of
/// Warsaw (8) and the delegations of big cities (9) are units of their own here; only a powiat holds them together.
/// </remarks>
public readonly record struct TerytCode : IComparable<TerytCode>
{
    private const int DigitsMax = 7;
    private const int BitsPerDigit = 4;
    private const int BitsOfLevel = 2;
    private const int LastVoivodeship = 32;

    private readonly string? _value;

    // The digits from the left, four bits each, then the level. Comparing two keys is comparing the texts
    // ordinally, and a test of a prefix is one shift; the matcher does both in its inner loop.
    private readonly int _key;

    private TerytCode(string value, int key)
    {
        _value = value;
        _key = key;
    }

    /// <summary>The digits as written in the register, leading zero kept; empty only in <c>default</c>.</summary>
    public string Value => _value ?? "";

    public TerytLevel Level => (TerytLevel)(_key & ((1 << BitsOfLevel) - 1));

    /// <summary>Reads 2, 4 or 7 ASCII digits; spaces, unknown voivodeships and types of gmina are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TerytCode code)
    {
        code = default;
        if (text is null || LevelOf(text.Length) is not { } level)
        {
            return false;
        }

        var digits = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            digits = (digits << BitsPerDigit) | (character - '0');
        }

        if (!NamesAUnit(text, level))
        {
            return false;
        }

        var leftAligned = digits << (BitsPerDigit * (DigitsMax - text.Length));
        code = new TerytCode(text, (leftAligned << BitsOfLevel) | (int)level);
        return true;
    }

    /// <exception cref="FormatException">The text is no TERYT code.</exception>
    public static TerytCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is no TERYT code.");

    /// <summary>Whether the other unit lies in this one or is this one: a test of the prefix.</summary>
    public bool Contains(TerytCode other)
    {
        // A wider unit has zeros here where this one has its number, and no number is zero.
        return (_key ^ other._key) >> BitsBelow(Level) == 0;
    }

    /// <summary>The unit of the given level in which this one lies, or this one itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is narrower than this unit.</exception>
    public TerytCode AtLevel(TerytLevel level)
    {
        if (level > Level)
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, $"'{Value}' is wider than that.");
        }

        if (level == Level)
        {
            return this;
        }

        var below = BitsBelow(level);
        return new TerytCode(Value[..LengthOf(level)], (_key >> below << below) | (int)level);
    }

    public bool Equals(TerytCode other) => _key == other._key;

    public override int GetHashCode() => _key;

    public int CompareTo(TerytCode other) => _key.CompareTo(other._key);

    public override string ToString() => Value;

    private static int BitsBelow(TerytLevel level) => BitsOfLevel + (BitsPerDigit * (DigitsMax - LengthOf(level)));

    private static int LengthOf(TerytLevel level) => level switch
    {
        TerytLevel.Voivodeship => 2,
        TerytLevel.Powiat => 4,
        TerytLevel.Gmina => DigitsMax,
    };

    private static TerytLevel? LevelOf(int length) => length switch
    {
        2 => TerytLevel.Voivodeship,
        4 => TerytLevel.Powiat,
        DigitsMax => TerytLevel.Gmina,
        _ => null,
    };

    // Voivodeships bear the even numbers from 02 to 32, so half of the NFZ's branch codes betray themselves here.
    private static bool NamesAUnit(string text, TerytLevel level)
    {
        var voivodeship = ((text[0] - '0') * 10) + (text[1] - '0');
        return voivodeship is > 0 and <= LastVoivodeship
            && voivodeship % 2 == 0
            && (level < TerytLevel.Powiat || text[2..4] != "00")
            && (level < TerytLevel.Gmina || (text[4..6] != "00" && "1234589".Contains(text[6])));
    }
}
