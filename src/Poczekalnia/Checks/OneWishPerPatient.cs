using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>One live first visit or one wait per patient and service (I2; art. 23e(10), 47c(2a)).</summary>
public sealed class OneWishPerPatient : Check
{
    private readonly Dictionary<(Guid Patient, Scope Scope), int> _live = [];
    private readonly HashSet<Guid> _counted = [];
    private readonly List<(Guid Patient, Scope Scope, EventLine Line)> _grown = [];

    public override string Name => "one-wish-per-patient";

    public override string Statement =>
        "No patient has, for one scope, more than one live first-time appointment or waiting entry.";

    public override void After(EventLine line, History history)
    {
        if (line.Family == Family.Appointment
            && history.VisitOf(line.Stream) is { Kind: VisitKind.FirstTime } visit)
        {
            Count(line, visit.Patient, visit.Scope, visit.IsLive);
        }
        else if (line.Family == Family.Entry && history.EntryOf(line.Stream) is { } entry)
        {
            Count(line, entry.Patient, entry.Scope, entry.State == EntryState.Waiting);
        }
        else if (line.What is Happening.SlotAssigned assigned && history.EntryOf(assigned.Entry) is { } given)
        {
            Count(line with { Stream = given.Id }, given.Patient, given.Scope, given.State == EntryState.Waiting);
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var (patient, scope, line) in _grown)
        {
            Look();
            if (_live.GetValueOrDefault((patient, scope)) > 1)
            {
                Found(
                    line.Position, $"patient/{patient} {line.StreamName}",
                    $"patient {patient} has {_live[(patient, scope)]} live first visits and waiting entries in "
                    + scope.Code);
            }
        }

        _grown.Clear();
    }

    private void Count(EventLine line, Guid patient, Scope scope, bool isLive)
    {
        var key = (patient, scope);
        if (isLive ? !_counted.Add(line.Stream) : !_counted.Remove(line.Stream))
        {
            return;
        }

        var live = _live.GetValueOrDefault(key) + (isLive ? 1 : -1);
        if (live == 0)
        {
            _live.Remove(key);
        }
        else
        {
            _live[key] = live;
        }

        if (isLive)
        {
            _grown.Add((patient, scope, line));
        }
    }
}
