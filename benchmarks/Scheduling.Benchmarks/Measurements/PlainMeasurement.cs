using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>
/// The index against the specification it is compared with: the plain matcher that looks at everything.
/// </summary>
internal sealed class PlainMeasurement : IMeasurement
{
    public string Name => "plain";

    public string Question => "How much faster is the index than looking at everybody?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "The same slots given back, the same answers",
            "queue", "slots", "given", "NaiveMatcher", "RankIndex", "factor");
        foreach (var (size, count) in new[] { (10_000, 2_000), (100_000, 500), (1_000_000, 200) })
        {
            session.At($"{World.NameOf(size)}: making the world");
            var world = session.Worlds.Take(size, QueueAge.Aged);
            var slots = new SlotSource(world.Country, "plain").GivenBack(count);
            session.At($"{world.Name}: the plain matcher");
            var naive = new Answers();
            var plain = Cost.Of(Asking(world, slots, Naive(world), naive)).Wall;
            var fast = new Rounds();
            for (var round = 0; round <= session.Rounds; round++)
            {
                session.At($"{world.Name}: the index, round {round} of {session.Rounds}");
                var answers = new Answers();
                var indices = Engine.Running(world);
                var cost = Cost.Of(Asking(world, slots, indices, answers));
                answers.MustEqual(naive, $"{world.Name}: the index and the plain matcher");
                if (round > 0)
                {
                    fast.Add(cost.Wall.TotalNanoseconds);
                }
            }

            table.Row(
                world.Name, Figure.Count(count), Figure.Percent((double)naive.Found / count),
                Figure.Nanoseconds(plain.TotalNanoseconds / count), Figure.Nanoseconds(fast.Median / count),
                Figure.Times(plain.TotalNanoseconds / fast.Median));
            result.Values[$"plain.{size}.factor"] = plain.TotalNanoseconds / fast.Median;
        }

        result.Notes.Add(
            "Times are means for one slot. The plain matcher is asked a few hundred times only, and the index as "
            + "often, so that both do the same; it is the specification and was never meant to be fast.");
    }

    private static IMatcher[] Naive(World world)
    {
        var matchers = new IMatcher[world.Scopes.Length];
        for (var scope = 0; scope < matchers.Length; scope++)
        {
            matchers[scope] = new NaiveMatcher();
            foreach (var entry in world.Scopes[scope])
            {
                matchers[scope].Join(entry);
            }
        }

        return matchers;
    }

    private static Action Asking(World world, ScopedSlot[] slots, IMatcher[] matchers, Answers answers) => () =>
    {
        var day = world.Day;
        foreach (var (scope, slot) in slots)
        {
            var first = matchers[scope].FirstFor(slot, day);
            answers.Add(first);
            if (first is not null)
            {
                matchers[scope].Leave(first.Entry);
            }
        }
    };
}
