namespace Scheduling.Benchmarks.Worlds;

/// <summary>Draws one of several numbers, each as often as its weight says.</summary>
public sealed class Weights
{
    private readonly double[] _upTo;

    public Weights(ReadOnlySpan<double> weights)
    {
        _upTo = new double[weights.Length];
        var sum = 0.0;
        for (var item = 0; item < weights.Length; item++)
        {
            _upTo[item] = sum += weights[item];
        }
    }

    /// <summary>The k-th of <paramref name="count"/>, from 1, weighs k to the power of minus the exponent.</summary>
    public static Weights Zipf(int count, double exponent)
    {
        var weights = new double[count];
        for (var item = 0; item < count; item++)
        {
            weights[item] = Math.Pow(item + 1, -exponent);
        }

        return new Weights(weights);
    }

    /// <summary>The part of the whole that falls on one item.</summary>
    public double ShareOf(int item) => (_upTo[item] - (item == 0 ? 0 : _upTo[item - 1])) / _upTo[^1];

    public int Draw(Dice dice)
    {
        var found = Array.BinarySearch(_upTo, dice.Fraction() * _upTo[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _upTo.Length - 1);
    }
}
