using Poczekalnia.Import;
using Poczekalnia.Scenarios;

namespace Poczekalnia.Tests.Import;

public sealed class NfzForecastTests
{
    [Theory]
    [InlineData("0 dni", 0)]
    [InlineData("1 dzień", 1)]
    [InlineData("29 dni", 29)]
    [InlineData("1 mies. 1 tydz.", 37)]
    [InlineData("1 mies. 2 tyg.", 44)]
    [InlineData("12 mies.", 360)]
    public void A_month_has_thirty_days_and_a_week_seven(string text, int days) =>
        NfzForecast.TryRead(applicable: true, text).Should().Be(new PublishedForecast.In(days));

    [Fact]
    public void A_dash_is_not_applicable() =>
        NfzForecast.TryRead(applicable: false, "-").Should().Be(new PublishedForecast.NotApplicable());

    [Theory]
    [InlineData(true, "-")]
    [InlineData(false, "0 dni")]
    [InlineData(true, "3 months")]
    [InlineData(true, "2026-08-12")]
    [InlineData(true, "2 tyg.")]
    public void Anything_else_is_no_forecast(bool applicable, string text) =>
        NfzForecast.TryRead(applicable, text).Should().BeNull();
}
