using System.Diagnostics;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Process = Scheduling.Domain.Processes.Process;

namespace Poczekalnia.Simulation;

/// <summary>
/// Does what is due. An item leaves the queue only after it was done, so a kill in between repeats it.
/// </summary>
internal sealed class DueWorker(
    Engine engine, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, IRunListener listener)
{
    /// <summary>Does the first item due by then; false when there is none.</summary>
    public bool RunFirstDueBy(Instant instant)
    {
        if (!engine.Due.IsDueBy(instant))
        {
            return false;
        }

        var due = engine.Due.First!;
        var again = due.Work switch
        {
            DueWork.RollWindow roll => Roll(roll),
            DueWork.ContinueProcess process => Continue(process),
            DueWork.SendReminder reminder => Remind(reminder, due.At),
            _ => throw new UnreachableException(),
        };
        engine.Due.Remove(due);
        if (again is not null)
        {
            engine.Due.Add(again);
        }

        return true;
    }

    private Due? Roll(DueWork.RollWindow roll)
    {
        var today = engine.LocalNow.Date;
        Run(new AdvanceWindow(roll.Scope), "roll", roll.Key, $"{today:uuuu-MM-dd}");
        return Consequences.NextRoll(roll.Scope, today, PolicyOf(roll.Scope));
    }

    // One page of members at a time, so that other work gets its turn; no cursor, so that a restart goes on.
    private Due? Continue(DueWork.ContinueProcess work)
    {
        if (engine.Log.StateOf(work.Process) is not Process.Running { Task: var task })
        {
            return null;
        }

        var now = engine.LocalNow;
        var page = engine.Slots.From(task.Place, now)
            .Where(slot => ProcessMembers.Concerns(task, slot.Start, now))
            .Select(slot => ProcessMembers.Needed(
                task, slot.Slot, (Scheduling.Domain.Slots.Slot)engine.Log.StateOf(slot.Slot)))
            .OfType<IOperation>()
            .Take(Limits.ProcessPage)
            .ToArray();
        if (page.Length == 0)
        {
            Run(new EndProcess(work.Process, task.Place, 0), "end-process", work.Key);
            return null;
        }

        var before = engine.Log.Head;
        foreach (var operation in page)
        {
            Run(operation, "process", work.Key, $"{engine.Log.Head}");
        }

        if (engine.Log.Head == before)
        {
            throw new UnreachableException($"{work.Process} found members that nothing can be done about.");
        }

        return new Due(engine.Now, work);
    }

    private Due? Remind(DueWork.SendReminder reminder, Instant dueAt)
    {
        var appointment = (Appointment)engine.Log.StateOf(reminder.Appointment);
        foreach (var notice in Consequences.Reminders(reminder, dueAt, appointment))
        {
            listener.OnNotice(notice, dueAt, null);
        }

        return null;
    }

    private SchedulingPolicy PolicyOf(ScopeCode scope)
    {
        var window = (Scheduling.Domain.BookingWindows.BookingWindow.Opened)
            engine.Log.StateOf(StreamId.WindowOf(scope));
        return policies[window.Policy!.Value];
    }

    private void Run(IOperation operation, params ReadOnlySpan<string> name)
    {
        var id = Ids.Derive("due-work", name);
        engine.Run(new Command(id, id, Actor.System, operation));
    }
}
