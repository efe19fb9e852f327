using NodaTime;
using Poczekalnia.Actors;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Faults;

/// <summary>Repeats, delays and loses messages at the rates of a phase.</summary>
public sealed class MessageFaults(ValueList<InjectedFault> faults, Prng chance) : IMessageFaults
{
    private const int MinutesMax = 90;

    public MessageFault Next()
    {
        foreach (var fault in faults)
        {
            var what = fault.Kind switch
            {
                FaultKind.RepeatedMessages => MessageFault.Repeated,
                FaultKind.DelayedMessages => MessageFault.Delayed,
                FaultKind.LostMessages => MessageFault.AnswerLost,
                FaultKind.LostRaces or FaultKind.ShellRestart or FaultKind.ProviderOutage
                    or FaultKind.MassCancellation or FaultKind.ClockChange =>
                    MessageFault.None,
            };
            if (what != MessageFault.None && chance.Hits(fault.Rate))
            {
                return what;
            }
        }

        return MessageFault.None;
    }

    public Duration Delay() => Duration.FromMinutes(chance.Between(1, MinutesMax));
}
