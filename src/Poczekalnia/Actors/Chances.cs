using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Actors;

/// <summary>Draws from what a scenario says.</summary>
public static class Chances
{
    /// <summary>
    /// Whether a share hits; draws one number whatever the share is, so that the next draws stay the same.
    /// </summary>
    public static bool Hits(this Prng prng, Share share) => prng.Below(Share.Whole) < share.PartsPerMillion;

    /// <summary>One of several by weight.</summary>
    public static T Of<T>(this Prng prng, ValueList<Weighted<T>> choices)
    {
        var total = 0;
        foreach (var choice in choices.AsSpan())
        {
            total += choice.Weight;
        }

        var drawn = prng.Below(total);
        foreach (var choice in choices.AsSpan())
        {
            drawn -= choice.Weight;
            if (drawn < 0)
            {
                return choice.Value;
            }
        }

        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>
    /// An instant in [<paramref name="from"/>, <paramref name="until"/>), on a whole
    /// second; the first when there is none.
    /// </summary>
    public static Instant Between(this Prng prng, Instant from, Instant until)
    {
        var seconds = (int)Math.Clamp((until - from).TotalSeconds, 1, int.MaxValue);
        return from + Duration.FromSeconds(prng.Below(seconds));
    }
}
