using System.Globalization;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Actors;

/// <summary>
/// The way from an actor to the engine. A message may come twice, late or not at all; who
/// sent it sends it again under the
/// same name, and the engine does it once.
/// </summary>
public sealed class Gateway(Engine engine, Agenda agenda)
{
    /// <summary>What may happen to a message; nothing happens to any while there are no faults.</summary>
    public IMessageFaults Faults { get; set; } = new NoFaults();

    /// <summary>Sends a request, and does something with the answer when it comes.</summary>
    /// <param name="sender">Together with the number it names the request.</param>
    public void Send(string sender, int number, Actor by, IOperation operation, Action<Outcome>? then = null)
    {
        var id = Ids.Derive("request", sender, number.ToString(CultureInfo.InvariantCulture));
        Deliver(new Command(id, id, by, operation), then ?? (_ => { }), isFirst: true);
    }

    private void Deliver(Command command, Action<Outcome> then, bool isFirst)
    {
        // A message that was late or lost once gets through: faults end, and nothing may depend on luck for ever.
        switch (isFirst ? Faults.Next() : MessageFault.None)
        {
            case MessageFault.None:
                then(engine.Run(command));
                break;
            case MessageFault.Repeated:
                then(engine.Run(command));
                agenda.At(engine.Now + Faults.Delay(), () => engine.Run(command));
                break;
            case MessageFault.AnswerLost:
                engine.Run(command);
                agenda.At(engine.Now + Faults.Delay(), () => Deliver(command, then, isFirst: false));
                break;
            case MessageFault.Delayed:
                agenda.At(engine.Now + Faults.Delay(), () => Deliver(command, then, isFirst: false));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private sealed class NoFaults : IMessageFaults
    {
        public MessageFault Next() => MessageFault.None;

        public NodaTime.Duration Delay() => NodaTime.Duration.Zero;
    }
}

/// <summary>What may happen to one message.</summary>
public enum MessageFault
{
    None,

    /// <summary>It comes a second time.</summary>
    Repeated,

    /// <summary>It is done, but the sender does not hear of it and asks again.</summary>
    AnswerLost,

    /// <summary>It comes late, or is lost and sent again.</summary>
    Delayed,
}

/// <summary>Decides what happens to messages.</summary>
public interface IMessageFaults
{
    MessageFault Next();

    /// <summary>How long a message is under way.</summary>
    NodaTime.Duration Delay();
}
