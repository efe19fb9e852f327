using System.Diagnostics;
using static Scheduling.Domain.Processes.Process;
using static Scheduling.Domain.Processes.ProcessCommand;
using static Scheduling.Domain.Processes.ProcessEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.Processes.ProcessEvent>;

namespace Scheduling.Domain.Processes;

/// <summary>The rules of one process.</summary>
public static class ProcessDecider
{
    public static Decision Decide(ProcessCommand command, Process state, Circumstances now) =>
        (command, state) switch
        {
            (Start start, Absent) => new ProcessStarted(start.Kind, start.Place, start.From, start.To, now.Now),
            (Start, _) => new AlreadySo(),
            (End, Running) => new ProcessEnded(now.Now),
            (End, _) => new AlreadySo(),
            _ => throw new UnreachableException(),
        };
}
