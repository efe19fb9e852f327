using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>
/// The names a scenario has given so far. A name that nobody gave is a slip, and the nearest one is offered.
/// </summary>
internal sealed class Names(IEnumerable<ScenarioPlace> places, ValueList<ScopeCode> scopes)
{
    private readonly SortedSet<string> _places = new(places.Select(place => place.Key), StringComparer.Ordinal);
    private readonly SortedSet<string> _people = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _slots = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _referrals = new(StringComparer.Ordinal);

    public ValueList<ScopeCode> Scopes => scopes;

    public string Place(Part part) => Known(part, _places, "place");

    public string Patient(Part part) => Known(part, _people, "patient");

    /// <summary>The same for a name inside a longer text.</summary>
    public string Patient(Part part, string name) => Known(part, name, _people, "patient");

    public string Place(Part part, string name) => Known(part, name, _places, "place");

    public string Slot(Part part) => Known(part, _slots, "slot");

    public string Slot(Part part, string name) => Known(part, name, _slots, "slot");

    public string Referral(Part part) => Known(part, _referrals, "referral");

    public string Referral(Part part, string name) => Known(part, name, _referrals, "referral");

    public bool KnowsSlot(string name) => _slots.Contains(name);

    public string NewPatient(Part part, string name) => New(part, name, _people, "patient");

    public string NewSlot(Part part, string name) => New(part, name, _slots, "slot");

    public string NewReferral(Part part, string name) => New(part, name, _referrals, "referral");

    /// <summary>The scope written, or the only one there is.</summary>
    public ScopeCode Scope(Part part)
    {
        if (!part.IsPresent)
        {
            if (scopes.Count > 1)
            {
                part.Wrong("There are several scopes.", "Add 'scope:' with the code of one.");
            }

            return scopes.Count > 0 ? scopes[0] : default;
        }

        var code = part.Scope();
        if (!scopes.Contains(code))
        {
            part.Wrong(
                $"The scope {code} is not among the scopes of the scenario.",
                Nearest.Cure(code.Value, scopes.Select(scope => scope.Value)));
        }

        return code;
    }

    private static string Known(Part part, SortedSet<string> known, string what) =>
        Known(part, part.Text(), known, what);

    private static string Known(Part part, string name, SortedSet<string> known, string what)
    {
        if (name.Length > 0 && !known.Contains(name))
        {
            part.Wrong($"There is no {what} '{name}' here.", Nearest.Cure(name, known));
        }

        return name;
    }

    private static string New(Part part, string name, SortedSet<string> known, string what)
    {
        if (name.Length > 0 && !known.Add(name))
        {
            part.Wrong($"There is a {what} '{name}' already.", "Choose another name.");
        }

        return name;
    }
}
