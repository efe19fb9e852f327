using System.Globalization;
using Scheduling.Domain.Identifiers;

namespace Scheduling.Host.Tests.Support;

/// <summary>Numbers that are right and nobody's: of people born in the year 2299.</summary>
internal static class TestPesel
{
    private static readonly int[] Weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

    /// <summary>The number of somebody.</summary>
    /// <param name="serial">From 0 to 9999.</param>
    public static Pesel Of(int serial)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"997231{serial:0000}");
        var sum = digits.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum();
        return Pesel.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}{(10 - (sum % 10)) % 10}"));
    }
}
