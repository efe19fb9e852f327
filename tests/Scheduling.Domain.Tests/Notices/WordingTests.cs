namespace Scheduling.Domain.Tests.Notices;

public sealed class WordingTests
{
    [Theory]
    [InlineData(0, "0 dni", "0 days")]
    [InlineData(1, "1 dzień", "1 day")]
    [InlineData(40, "40 dni", "40 days")]
    [InlineData(41, "1 miesiąc", "1 month")]
    [InlineData(89, "2 miesiące", "2 months")]
    [InlineData(149, "4 miesiące", "4 months")]
    [InlineData(150, "5 miesięcy", "5 months")]
    [InlineData(360, "12 miesięcy", "12 months")]
    [InlineData(361, "termin powyżej 12 miesięcy", "more than 12 months")]
    public void A_forecast_is_told_in_days_then_in_months_of_thirty_and_then_as_long(
        int days, string polish, string english)
    {
        Wording.Wait(days, Language.Polish).Should().Be(polish);
        Wording.Wait(days, Language.English).Should().Be(english);
    }
}
