using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;

namespace Scheduling.Domain.Tests.Operations.Swarm;

/// <summary>
/// Whatever is asked for, in whatever order: the table of coexistence holds after every append, what was done is not
/// done again, nothing breaks, and at rest the matcher has left nobody out.
/// </summary>
public sealed class SwarmTests
{
    private const int Seeds = 40;
    private const int RequestsPerSeed = 300;

    [Fact]
    public void A_small_world_stays_whole_and_everything_happens_in_it()
    {
        var worlds = Enumerable.Range(1, Seeds).Select(Live).ToList();

        OperationNames.All.Keys.Except(worlds.SelectMany(world => world.Done.Keys)).Should().BeEmpty();
        worlds.SelectMany(world => world.Refused.Keys).Distinct().Should().HaveCountGreaterThan(30);
    }

    private static SwarmWorld Live(int seed)
    {
        var swarm = new SwarmWorld();
        try
        {
            Live(swarm, new Chance((ulong)seed));
            return swarm;
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException(
                $"Seed {seed}, event {swarm.World.Log.Count}: {broken.Message}", broken);
        }
    }

    private static void Live(SwarmWorld swarm, Chance chance)
    {
        var crowd = new Crowd(chance, swarm);
        Begin(swarm, chance.Hits(70));
        for (var request = 0; request < RequestsPerSeed; request++)
        {
            if (crowd.Next() is { } operation)
            {
                swarm.Run(operation, crowd.By(operation));
            }

            if (chance.Hits(30) && crowd.NextOfProcess() is { } needed)
            {
                swarm.Run(needed, Actor.System).Should().BeOfType<OperationDecision.Accepted>("{0} is needed", needed);
            }

            if (chance.Hits(40))
            {
                swarm.Match(1 + chance.Below(4), untilIdle: chance.Hits(50));
            }

            PassTime(swarm, chance);
        }
    }

    private static void Begin(SwarmWorld swarm, bool active)
    {
        IOperation[] ground =
        [
            new OpenScope(Cast.Cardiology, TestPolicies.Specialist.Ref),
            new OpenScope(Cast.Screening, TestPolicies.Screening.Ref),
            new AdvanceWindow(Cast.Cardiology), new AdvanceWindow(Cast.Screening),
            Cast.RegisterNear, Cast.RegisterFar,
        ];
        IOperation[] activation = active ? [new ActivatePlace(Cast.Near), new ActivatePlace(Cast.Far)] : [];
        foreach (var operation in ground.Concat(activation))
        {
            swarm.Run(operation, Actor.System);
        }
    }

    private static void PassTime(SwarmWorld swarm, Chance chance)
    {
        swarm.Now += chance.Below(20) switch
        {
            < 10 => Duration.Zero,
            < 18 => Duration.FromMinutes(chance.Below(300)),
            _ => Duration.FromHours(chance.Below(48)),
        };
        if (chance.Hits(90))
        {
            swarm.Run(new AdvanceWindow(Cast.Cardiology), Actor.System);
            swarm.Run(new AdvanceWindow(Cast.Screening), Actor.System);
        }
    }
}
