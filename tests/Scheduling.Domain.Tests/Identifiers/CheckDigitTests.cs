using FsCheck;
using FsCheck.Fluent;
using Scheduling.Domain.Identifiers;

namespace Scheduling.Domain.Tests.Identifiers;

/// <summary>What each scheme promises about one mistyped digit, and where REGON promises less.</summary>
public sealed class CheckDigitTests
{
    // The number without its check digit; the test finds the digit by trying all ten.
    private static readonly Gen<string> AnyPeselBody =
        from century in Gen.Choose(0, 4)
        from year in Gen.Choose(0, 99)
        from month in Gen.Choose(1, 12)
        from day in Gen.Choose(1, 28)
        from serial in Gen.Choose(0, 9999)
        select $"{year:00}{(20 * century) + month:00}{day:00}{serial:0000}";

    [Fact]
    public void Every_PESEL_has_one_check_digit_and_notices_any_change_of_one_digit() =>
        Prop.ForAll(AnyPeselBody.ToArbitrary(), body =>
        {
            var number = Completions(body, IsPesel).Single();
            return !Changes(number).Any(change => IsPesel(change.Number));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_NIP_has_at_most_one_check_digit_and_notices_any_change_of_one_digit() =>
        Prop.ForAll(Digits(9).ToArbitrary(), body =>
        {
            var numbers = Completions(body, IsNip).ToList();
            return numbers.Count <= 1 && !numbers.SelectMany(Changes).Any(change => IsNip(change.Number));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_NPWZ_notices_any_change_of_one_digit() =>
        Prop.ForAll(Digits(6).ToArbitrary(), body =>
        {
            var numbers = Enumerable.Range(0, 10).Select(check => $"{check}{body}").Where(IsNpwz).ToList();
            return numbers.Count <= 1 && !numbers.SelectMany(Changes).Any(change => IsNpwz(change.Number));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_REGON_of_nine_digits_overlooks_a_change_only_if_its_check_digit_is_0() =>
        Prop.ForAll(NotZeros(8).ToArbitrary(), body =>
        {
            var number = Completions(body, IsRegon).Single();
            return Changes(number).Where(change => IsRegon(change.Number)).All(change => CoveredBy(change, 0, 8));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_REGON_of_fourteen_digits_overlooks_a_change_only_if_a_check_digit_over_it_is_0() =>
        Prop.ForAll(NotZeros(8).Zip(Digits(4)).ToArbitrary(), parts =>
        {
            var entity = Completions(parts.Item1, IsRegon).Single();
            var number = Completions(entity + parts.Item2, IsRegon).Single();
            return Changes(number)
                .Where(change => IsRegon(change.Number))
                .All(change => CoveredBy(change, 0, 8) || CoveredBy(change, 9, 13));
        }).QuickCheckThrowOnFailure();

    // 99999904 leaves a remainder of 10 and 59999904 one of 0; both are written as 0.
    [Fact]
    public void A_REGON_does_overlook_some_changes()
    {
        IsRegon("999999040").Should().BeTrue();
        IsRegon("599999040").Should().BeTrue();
    }

    private static bool IsPesel(string text) => Pesel.TryParse(text, out _);

    private static bool IsNip(string text) => Nip.TryParse(text, out _);

    private static bool IsNpwz(string text) => Npwz.TryParse(text, out _);

    private static bool IsRegon(string text) => Regon.TryParse(text, out _);

    // The change lies among the digits that this check digit covers, and the check digit is 0.
    private static bool CoveredBy((string Number, int Position) change, int from, int checkDigit) =>
        change.Position >= from && change.Position < checkDigit && change.Number[checkDigit] == '0';

    private static IEnumerable<string> Completions(string body, Func<string, bool> isValid) =>
        Enumerable.Range(0, 10).Select(check => $"{body}{check}").Where(isValid);

    private static IEnumerable<(string Number, int Position)> Changes(string number) =>
        from position in Enumerable.Range(0, number.Length)
        from digit in "0123456789"
        where digit != number[position]
        select ($"{number[..position]}{digit}{number[(position + 1)..]}", position);

    private static Gen<string> Digits(int length) =>
        Gen.Choose(0, 9).ArrayOf(length).Select(string.Concat);

    private static Gen<string> NotZeros(int length) =>
        Digits(length).Where(digits => digits.Any(digit => digit != '0'));
}
