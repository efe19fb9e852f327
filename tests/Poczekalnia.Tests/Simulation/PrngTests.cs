using Poczekalnia.Simulation;

namespace Poczekalnia.Tests.Simulation;

/// <summary>A seed means the same run for ever: these numbers may never change.</summary>
public sealed class PrngTests
{
    [Fact]
    public void The_first_numbers_of_SplitMix64_are_those_its_authors_published()
    {
        var prng = new Prng(1234567);

        ulong[] drawn = [prng.Next(), prng.Next(), prng.Next()];

        drawn.Should().Equal(6457827717110365317, 3203168211198807973, 9817491932198370423);
    }

    [Fact]
    public void A_name_gives_its_own_source_and_the_same_one_again()
    {
        var first = Prng.Of(1, "patient", "7").Next();

        Prng.Of(1, "patient", "7").Next().Should().Be(first);
        Prng.Of(1, "patient", "8").Next().Should().NotBe(first);
        Prng.Of(2, "patient", "7").Next().Should().NotBe(first);
    }

    [Fact]
    public void Numbers_below_a_limit_stay_below_it_and_all_come()
    {
        var prng = new Prng(5);

        var drawn = Enumerable.Range(0, 1_000).Select(_ => prng.Below(7)).ToHashSet();

        drawn.Should().BeEquivalentTo([0, 1, 2, 3, 4, 5, 6]);
    }
}
