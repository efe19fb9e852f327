using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>Who may do what by which way (states.md §4; art. 23e(3), (5)).</summary>
public sealed class ChannelsAllowed : Check
{
    public override string Name => "channels-allowed";

    public override string Statement =>
        "What was accepted came by a channel that the policy allows for it, and for a paper referral through a place.";

    public override void Appended(AppendLines append, History history)
    {
        if (append.Command is not { Accepted: true, Role: not Role.System } command)
        {
            return;
        }

        foreach (var line in append.Events)
        {
            if (ActOf(line, append, history) is { } act && ScopeOf(line, history) is { } scope)
            {
                Judge(line, command, act, scope.Rules, OnPaper(line, act, history));
            }
        }
    }

    private static string? ActOf(EventLine line, AppendLines append, History history) => line.What switch
    {
        AppointmentBooked booked => booked.Origin switch
        {
            Origin.Public or Origin.SameDay => "book-first-time",
            Origin.OutOfTurn => "book-entitled",
            Origin.Treatment => "book-continuing",
            Origin.WaitingRoom or Origin.InitialLoad => null,
        },
        AppointmentRescheduled { Reason: null } => "change-" + GroupOf(history.VisitOf(line.Stream)),
        AppointmentCancelled { By: Role.Patient or Role.ThirdPerson } =>
            "cancel-" + GroupOf(history.VisitOf(line.Stream)),
        EntryPlaced { Because: Because.Joined } => "join",
        CriteriaChanged when line.Family == Family.Entry && !append.Has<EntryReturned>() => "change-criteria",
        EntryWithdrawn when append.Events.Exists(other => other.What is ReportClosed { Reason: Closure.Withdrawn }) =>
            "withdraw",
        _ => null,
    };

    private static string GroupOf(Visit? visit) =>
        visit is { Kind: VisitKind.Continuing } ? "continuing"
        : visit is { Report.IsEntitled: true } ? "entitled"
        : "first-time";

    private static bool OnPaper(EventLine line, string act, History history) =>
        act is "book-first-time" or "join" or "withdraw"
        && (history.VisitOf(line.Stream)?.Referral ?? history.EntryOf(line.Stream)?.Referral) is { OnPaper: true };

    private static Scope? ScopeOf(EventLine line, History history) =>
        line.Family == Family.Appointment ? history.VisitOf(line.Stream)?.Scope : history.EntryOf(line.Stream)?.Scope;

    private void Judge(EventLine line, CommandLine command, string act, Rules rules, bool onPaper)
    {
        if (rules.Channels is null)
        {
            return;
        }

        Look();
        if (!rules.Channels.TryGetValue(act, out var allowed) || !allowed.Contains(command.Channel))
        {
            Found(
                line.Position, $"{line.StreamName} command/{command.Id}",
                $"{act} by {Words.NameOf(command.Channel)}, which {rules.Ref} does not allow");
        }
        else if (onPaper && command.Channel != Way.Place)
        {
            Found(
                line.Position, $"{line.StreamName} command/{command.Id}",
                $"{act} on a paper referral by {Words.NameOf(command.Channel)}");
        }
    }
}
