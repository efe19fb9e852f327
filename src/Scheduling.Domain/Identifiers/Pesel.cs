using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Scheduling.Domain.Identifiers;

/// <summary>Sex as the register of persons records it in the tenth digit of the number.</summary>
public enum Sex
{
    Female,
    Male,
}

/// <summary>
/// The number of a person in the general register (pl. <i>numer PESEL</i>): date of birth with the century in the
/// month, serial number, sex, check digit. Any change of one digit is noticed.
/// </summary>
/// <remarks>
/// Source: the act on the population register of 24 September 2010, art. 15; the weights as commonly published.
/// Personal data: neither <see cref="ToString"/> nor an exception shows the number; who needs it says so with
/// <see cref="Reveal"/>. Being a method, that is passed over by serializers and loggers.
/// </remarks>
[DebuggerDisplay("{ToString()}")]
public readonly record struct Pesel
{
    private const int Length = 11;
    private const string Mask = "***********";

    private readonly string? _digits;

    private Pesel(string digits, LocalDate birthDate)
    {
        _digits = digits;
        BirthDate = birthDate;
    }

    /// <summary>Between 1800 and 2299; whether it lies in the future is for those who know the day.</summary>
    public LocalDate BirthDate { get; }

    /// <summary>Odd tenth digit: male.</summary>
    public Sex Sex => CheckDigits.ValueOf(Reveal()[9]) % 2 == 1 ? Sex.Male : Sex.Female;

    private static ReadOnlySpan<byte> Weights => [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

    // What is added to the month, by century: 1900s, 2000s, 2100s, 2200s and, last of all, 1800s.
    private static ReadOnlySpan<short> CenturyOfMonthTens => [1900, 2000, 2100, 2200, 1800];

    public static bool TryParse([NotNullWhen(true)] string? text, out Pesel pesel)
    {
        pesel = default;
        if (!CheckDigits.IsNumber(text, Length)
            || (10 - (CheckDigits.WeightedSum(text, Weights) % 10)) % 10 != CheckDigits.ValueOf(text![^1])
            || BirthDateIn(text) is not { } birthDate)
        {
            return false;
        }

        pesel = new Pesel(text, birthDate);
        return true;
    }

    /// <exception cref="FormatException">The text is no PESEL; the message does not repeat it.</exception>
    public static Pesel Parse(string text) =>
        TryParse(text, out var pesel) ? pesel : throw new FormatException("The text is no PESEL number.");

    /// <summary>The eleven digits, for the one place that hashes or encrypts them.</summary>
    /// <exception cref="InvalidOperationException">The value is <c>default</c>, which is nobody's number.</exception>
    public string Reveal() => _digits ?? throw new InvalidOperationException("This PESEL was never set.");

    /// <summary>Asterisks only: the date of birth and the sex are personal data as well.</summary>
    public override string ToString() => Mask;

    private static LocalDate? BirthDateIn(string digits)
    {
        var codedMonth = TwoDigits(digits, 2);
        var year = CenturyOfMonthTens[codedMonth / 20] + TwoDigits(digits, 0);
        var month = codedMonth % 20;
        var day = TwoDigits(digits, 4);
        return month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;
    }

    private static int TwoDigits(string digits, int start) =>
        (10 * CheckDigits.ValueOf(digits[start])) + CheckDigits.ValueOf(digits[start + 1]);
}
