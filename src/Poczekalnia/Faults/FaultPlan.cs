using NodaTime;
using Poczekalnia.Actors;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Faults;

/// <summary>
/// Brings the faults of a scenario's phases about. After the last phase it is calm, and
/// in the calm everything must come
/// out right.
/// </summary>
public sealed class FaultPlan(
    Scenario scenario,
    ulong seed,
    Engine engine,
    Agenda agenda,
    Gateway gateway,
    Desk desk,
    PlaceActor placeActor,
    IReadOnlyList<PlaceOnMap> places)
{
    private static readonly Duration DefaultLength = Duration.FromHours(4);

    /// <summary>Whether a scenario restarts the engine, which needs its history.</summary>
    public static bool NeedsHistory(Scenario scenario) =>
        scenario.Phases.Any(phase => phase.Faults.Any(fault => fault.Kind == FaultKind.ShellRestart));

    /// <summary>Plans every phase from the start of the run.</summary>
    public void Plan()
    {
        var first = scenario.From.Date;
        foreach (var phase in scenario.Phases)
        {
            var faults = phase.Faults;
            var (from, until) = (first, first.PlusDays(phase.Days));
            agenda.At(WarsawTime.StartOfDay(from), () => Begin(faults));
            for (var day = from; day < until; day = day.PlusDays(1))
            {
                PlanDay(faults, day);
            }

            first = until;
        }

        agenda.At(WarsawTime.StartOfDay(first), () => Begin([]));
    }

    private void Begin(ValueList<InjectedFault> faults)
    {
        gateway.Faults = new MessageFaults(faults, Prng.Of(seed, "message faults"));
        var races = faults.FirstOrDefault(fault => fault.Kind == FaultKind.LostRaces);
        var chance = Prng.Of(seed, "lost races");
        engine.Executor.LosesRace = races is null ? () => false : () => chance.Hits(races.Rate);
    }

    private void PlanDay(ValueList<InjectedFault> faults, LocalDate day)
    {
        foreach (var fault in faults)
        {
            var chance = Prng.Of(seed, "fault", fault.Name, $"{day:uuuu-MM-dd}");
            switch (fault.Kind)
            {
                case FaultKind.ShellRestart:
                    PlanOnce(fault, day, chance, engine.Restart);
                    break;
                case FaultKind.ProviderOutage:
                    PlanEach(fault, day, chance, place => desk.GoDown(place.Id, engine.Now + LengthOf(fault)));
                    break;
                case FaultKind.MassCancellation:
                    PlanEach(fault, day, chance, place => placeActor.CancelDays(
                        place.Id, engine.LocalNow.Date.PlusDays(1), engine.LocalNow.Date.PlusDays(1)));
                    break;
                case FaultKind.ClockChange:
                    PlanOnce(fault, day, chance, () => engine.JumpTo(engine.Now + LengthOf(fault)));
                    break;
                case FaultKind.RepeatedMessages or FaultKind.DelayedMessages or FaultKind.LostMessages
                    or FaultKind.LostRaces:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private void PlanOnce(InjectedFault fault, LocalDate day, Prng chance, Action what)
    {
        var (hits, at) = (chance.Hits(fault.Rate), TimeOn(day, chance));
        if (hits && at > engine.Now)
        {
            agenda.At(at, what);
        }
    }

    private void PlanEach(InjectedFault fault, LocalDate day, Prng chance, Action<PlaceOnMap> what)
    {
        foreach (var place in places)
        {
            PlanOnce(fault, day, chance, () => what(place));
        }
    }

    private static Instant TimeOn(LocalDate day, Prng chance) =>
        chance.Between(WarsawTime.StartOfDay(day), WarsawTime.StartOfDay(day.PlusDays(1)));

    private static Duration LengthOf(InjectedFault fault) => fault.Lasts ?? DefaultLength;
}
