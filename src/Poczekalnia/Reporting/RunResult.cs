using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Poczekalnia.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Reporting;

/// <summary>What is left of a run when it is over: figures and journeys, no engine.</summary>
public sealed record RunResult
{
    public required string LogHash { get; init; }

    /// <summary>Whether the run reached its end.</summary>
    public required bool Complete { get; init; }

    public required RunFigures Figures { get; init; }

    public required IReadOnlyList<Journey> Journeys { get; init; }

    /// <summary>What the scripted steps expected and whether it came true; empty without steps.</summary>
    public IReadOnlyList<StepResult> Steps { get; init; } = [];

    /// <summary>What the named slots and entries of scripted steps are called in the case file.</summary>
    public IReadOnlyList<string> Identities { get; init; } = [];

    /// <summary>First-time slots whose time came within the run.</summary>
    public required int SlotsPast { get; init; }

    /// <summary>Of those, how many nobody had, by the place's key.</summary>
    public required SortedDictionary<string, int> SlotsUnused { get; init; }

    /// <summary>Who queues where nobody is seen for the first time.</summary>
    public required WithoutCapacity WithoutCapacity { get; init; }

    /// <summary>Entries that still wait.</summary>
    public required int StillWaiting { get; init; }

    /// <summary>Takes what is to be reported out of a world that has come to its end.</summary>
    public static RunResult Of(World world, Scenario scenario, RunFigures figures, string logHash, bool complete)
    {
        foreach (var journey in figures.Journeys)
        {
            journey.Person = world.People.GetValueOrDefault(journey.Patient);
        }

        var (past, unused) = CountSlots(world, scenario);
        return new RunResult
        {
            LogHash = logHash,
            Complete = complete,
            Figures = figures,
            Journeys = [.. figures.Journeys],
            SlotsPast = past,
            SlotsUnused = unused,
            WithoutCapacity = WithoutCapacity.Of(scenario, figures),
            StillWaiting = scenario.Scopes.Sum(
                scope => world.Engine.MatcherOf(scope.Code)?.Open.WaitingCount ?? 0),
        };
    }

    // A slot that an appointment used is consumed and gone from the index; what is left there and past is unused.
    private static (int Past, SortedDictionary<string, int> Unused) CountSlots(World world, Scenario scenario)
    {
        var unused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var now = world.Engine.LocalNow;
        foreach (var place in scenario.Places)
        {
            unused[place.Key] = world.Engine.Slots
                .From(Actors.Geography.IdOf(place.Key), scenario.From)
                .TakeWhile(slot => slot.Start < now)
                .Count(slot => world.Engine.Log.StateOf(slot.Slot) is Slot.Free { Offer.Kind: SlotKind.FirstTime });
        }

        var used = world.Engine.Slots.Consumed;
        return (used + unused.Values.Sum(), unused);
    }
}

/// <summary>
/// Wishes whose own queue stands at a place that has no first-visit slots at all. With separate queues they cannot be
/// served, whatever the rules are, so they flatter the common waiting room.
/// </summary>
/// <param name="Places">Places without first-visit slots where somebody queues.</param>
/// <param name="People">Who queues there.</param>
public sealed record WithoutCapacity(int Places, int People)
{
    internal static WithoutCapacity Of(Scenario scenario, RunFigures figures)
    {
        var without = scenario.Places
            .Where(place => place.Schedule is not { FirstTime.Value.Thousandths: > 0 })
            .Select(place => place.Key)
            .ToHashSet(StringComparer.Ordinal);
        var people = figures.Journeys
            .Select(journey => journey.Person?.Home.Place.Key)
            .Where(key => key is not null && without.Contains(key))
            .ToList();
        return new WithoutCapacity(people.Distinct().Count(), people.Count);
    }
}
