namespace Scheduling.Benchmarks.Measuring;

/// <summary>The same figure of several rounds.</summary>
public sealed class Rounds
{
    /// <summary>As many as a figure needs that is quoted.</summary>
    public const int Quoted = 7;

    private readonly List<double> _values = [];

    public void Add(double value) => _values.Add(value);

    public double Median
    {
        get
        {
            var inOrder = _values.Order().ToList();
            var middle = inOrder.Count / 2;
            return inOrder.Count % 2 == 1 ? inOrder[middle] : (inOrder[middle - 1] + inOrder[middle]) / 2;
        }
    }

    public double Max => _values.Max();

    /// <summary>From the least to the most, as a part of the median: what a reader may doubt.</summary>
    public double Spread => Median == 0 ? 0 : (_values.Max() - _values.Min()) / Median;
}
