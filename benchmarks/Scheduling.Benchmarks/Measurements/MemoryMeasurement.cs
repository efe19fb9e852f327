using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Poczekalnia.Simulation;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>
/// What the machine can do at all: how long a load takes when the next depends on it, and how many at once.
/// </summary>
internal sealed class MemoryMeasurement : IMeasurement
{
    /// <summary>The size that no cache of today holds.</summary>
    public const int InMemory = 1 << 30;

    private const int InThirdLevel = 4 << 20;
    private const int IntsPerLine = 16;
    private const int Chains = 10;
    private const int Steps = 4_000_000;

    public string Name => "memory";

    public string Question => "How long does the machine itself take to load from memory?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "Loads of one number from a random line",
            "of", "each after the other", $"{Chains} chains beside each other");
        int[] sizes = [16 << 10, 256 << 10, 1 << 20, InThirdLevel, 16 << 20, 64 << 20, 256 << 20, InMemory];
        foreach (var size in sizes)
        {
            session.At($"{Figure.Bytes(size)}: making chains");
            var next = RandomCycle(size);
            var (alone, together) = (new Rounds(), new Rounds());
            for (var round = 0; round <= session.Rounds; round++)
            {
                session.At($"{Figure.Bytes(size)}: round {round} of {session.Rounds}");
                var (one, many) = (Follow(next), FollowMany(next));
                if (round > 0)
                {
                    alone.Add(one);
                    together.Add(many);
                }
            }

            table.Row(Figure.Bytes(size), Figure.Nanoseconds(alone.Median), Figure.Nanoseconds(together.Median));
            result.Values[$"dependent.{size}.nanoseconds"] = alone.Median;
            result.Values[$"independent.{size}.nanoseconds"] = together.Median;
        }

        var stream = new Rounds();
        var numbers = new long[InMemory / sizeof(long)];
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"reading {Figure.Bytes(InMemory)}: round {round} of {session.Rounds}");
            stream.Add(Read(numbers));
        }

        result.Table("Reading one gibibyte from its beginning to its end", "", "")
            .Row("bandwidth", $"{Figure.Short(stream.Median)} GB/s");
        result.Values["stream.gigabytesPerSecond"] = stream.Median;
        result.Notes.Add("Pages are the system's ordinary ones, so that the larger sizes pay for translation too.");
    }

    // Sattolo's shuffle: one cycle through all lines, so that a chain never falls into a short one.
    private static int[] RandomCycle(int bytes)
    {
        var lines = bytes / (IntsPerLine * sizeof(int));
        var next = new int[lines * IntsPerLine];
        var order = new int[lines];
        for (var line = 0; line < lines; line++)
        {
            order[line] = line;
        }

        var prng = Prng.Of(1, "cycle");
        for (var line = lines - 1; line > 0; line--)
        {
            var other = prng.Below(line);
            (order[line], order[other]) = (order[other], order[line]);
        }

        for (var line = 0; line < lines; line++)
        {
            next[line * IntsPerLine] = order[line] * IntsPerLine;
        }

        return next;
    }

    private static double Follow(int[] next)
    {
        var at = 0;
        var start = Stopwatch.GetTimestamp();
        for (var step = 0; step < Steps; step++)
        {
            at = next[at];
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        Keep(at);
        return elapsed.TotalNanoseconds / Steps;
    }

    private static double FollowMany(int[] next)
    {
        // The chains begin far apart on the one cycle.
        Span<int> at = stackalloc int[Chains];
        for (var chain = 0; chain < Chains; chain++)
        {
            at[chain] = (int)((long)next.Length / IntsPerLine * chain / Chains) * IntsPerLine;
        }

        var (a, b, c, d, e) = (at[0], at[1], at[2], at[3], at[4]);
        var (f, g, h, i, j) = (at[5], at[6], at[7], at[8], at[9]);
        var start = Stopwatch.GetTimestamp();
        for (var step = 0; step < Steps / Chains; step++)
        {
            a = next[a];
            b = next[b];
            c = next[c];
            d = next[d];
            e = next[e];
            f = next[f];
            g = next[g];
            h = next[h];
            i = next[i];
            j = next[j];
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        Keep(a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j);
        return elapsed.TotalNanoseconds / (Steps / Chains * Chains);
    }

    private static double Read(long[] numbers)
    {
        var start = Stopwatch.GetTimestamp();
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(numbers);
        var (a, b, c, d) = (Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero);
        for (var index = 0; index + 3 < vectors.Length; index += 4)
        {
            a += vectors[index];
            b += vectors[index + 1];
            c += vectors[index + 2];
            d += vectors[index + 3];
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        Keep((int)Vector.Sum(a + b + c + d));
        return (double)numbers.Length * sizeof(long) / elapsed.TotalNanoseconds;
    }

    // What nobody asks for would not be computed.
    private static void Keep(int value) => Volatile.Write(ref _kept, value);

    private static int _kept;
}
