using Poczekalnia.Actors;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Steps;

/// <summary>The names of a scripted scenario and the identities derived from them, in both directions.</summary>
internal sealed class StepNames
{
    private readonly string _scenario;
    private readonly Dictionary<Guid, string> _names = [];
    private readonly List<SlotId> _slots = [];

    public StepNames(Scenario scenario)
    {
        _scenario = scenario.Name;
        foreach (var person in scenario.People)
        {
            Patient(person.Name);
        }

        foreach (var place in scenario.Places)
        {
            Place(place.Key);
        }
    }

    public PatientId Patient(string name) => new(Known("step-patient", name));

    /// <summary>The slots that were spoken of, in the order in which they first were.</summary>
    public IReadOnlyList<SlotId> Slots => _slots;

    public SlotId Slot(string name)
    {
        var known = _names.Count;
        var slot = new SlotId(Known("step-slot", name));
        if (_names.Count > known)
        {
            _slots.Add(slot);
        }

        return slot;
    }

    public ReferralId Referral(string name) => new(Known("step-referral", name));

    public PlaceId Place(string key)
    {
        var place = Geography.IdOf(key);
        _names.TryAdd(place.Value, key);
        return place;
    }

    /// <summary>An identity that has no name in the scenario, such as that of an appointment.</summary>
    /// <param name="step">The number of the step that makes it.</param>
    public Guid Unnamed(string kind, int step) => Ids.Derive(kind, _scenario, $"{step}");

    /// <summary>Whether the scenario calls it by a name.</summary>
    public bool IsNamed(Guid identity) => _names.ContainsKey(identity);

    /// <summary>The name, or the identity of what has none.</summary>
    public string Of(IIdentity identity) => Of(identity.Value);

    /// <summary>The name, or the identity of what has none.</summary>
    public string Of(Guid identity) => _names.GetValueOrDefault(identity, identity.ToString());

    private Guid Known(string kind, string name)
    {
        var identity = Ids.Derive(kind, _scenario, name);
        _names.TryAdd(identity, name);
        return identity;
    }
}
