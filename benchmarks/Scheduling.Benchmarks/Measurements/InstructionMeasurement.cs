using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>The same search with vectors of each width.</summary>
internal sealed class InstructionMeasurement : IMeasurement
{
    private const int Size = 1_000_000;
    private const int GivenBack = 100_000;
    private const int OfDay = 400_000;

    public string Name => "instructions";

    public string Question => "What do wider vectors bring?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var size = session.Full ? Size : Size / 10;
        session.At($"{World.NameOf(size)}: making the world");
        var world = session.Worlds.Take(size, QueueAge.Aged);
        var givenBack = new SlotSource(world.Country, "given back").GivenBack(GivenBack * (size / 1000) / 1000);
        var ofDay = InTurn(new SlotSource(world.Country, "roll")
            .OfOneDay(world.Day.WindowThrough, OfDay * (size / 1000) / 1000));
        var table = result.Table(
            $"{world.Name}: {Figure.Count(givenBack.Length)} slots given back, "
            + $"then {Figure.Count(ofDay.Length)} of a new day; one thread",
            "vectors", "given back, each", "spread", "of a day, each", "spread");
        (Answers, Answers)? expected = null;
        foreach (var width in Enum.GetValues<SearchWidth>())
        {
            var (one, all) = (new Rounds(), new Rounds());
            for (var round = 0; round <= session.Rounds; round++)
            {
                session.At($"{world.Name}, {width}: round {round} of {session.Rounds}");
                var (slow, fast) = (Time(world, width, givenBack), Time(world, width, ofDay));
                expected ??= (slow.Answers, fast.Answers);
                slow.Answers.MustEqual(expected.Value.Item1, $"{width}");
                fast.Answers.MustEqual(expected.Value.Item2, $"{width}");
                if (round > 0)
                {
                    one.Add(slow.Nanoseconds);
                    all.Add(fast.Nanoseconds);
                }
            }

            table.Row(
                NameOf(width), Figure.Nanoseconds(one.Median), Figure.Percent(one.Spread),
                Figure.Nanoseconds(all.Median), Figure.Percent(all.Spread));
            result.Values[$"{width}.givenBackNanoseconds"] = one.Median;
            result.Values[$"{width}.ofDayNanoseconds"] = all.Median;
        }

        result.Notes.Add(
            $"The default here is {NameOf(new RankIndex().Width)}. All widths give the same answers. A width that the "
            + "processor does not have is made of narrower ones by the runtime, and nobody would choose it.");
    }

    private static (double Nanoseconds, Answers Answers) Time(World world, SearchWidth width, ScopedSlot[] slots)
    {
        var indices = Engine.Running(world, RankTuning.Default with { Width = width });
        var answers = new Answers();
        var cost = Cost.Of(() =>
        {
            var day = world.Day;
            foreach (var (scope, slot) in slots)
            {
                answers.Add(Engine.Take(indices[scope], slot, day));
            }
        });
        return (cost.Wall.TotalNanoseconds / slots.Length, answers);
    }

    private static ScopedSlot[] InTurn(SlotRecord[][] scopes) =>
        [.. scopes.SelectMany((slots, scope) => slots.Select(slot => new ScopedSlot(scope, slot)))];

    private static string NameOf(SearchWidth width) => width switch
    {
        SearchWidth.Scalar => "none",
        SearchWidth.Vector256 => "256 bits",
        SearchWidth.Vector512 => "512 bits",
    };
}
