using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;

namespace Poczekalnia.Simulation;

/// <summary>The policies a run may adopt, with the texts they were read from.</summary>
public sealed class PolicyShelf
{
    private readonly Dictionary<PolicyRef, SchedulingPolicy> _policies = [];
    private readonly List<(PolicyRef Reference, string Text)> _texts = [];
    private PolicyRef? _preferred;

    public IReadOnlyDictionary<PolicyRef, SchedulingPolicy> ByReference => _policies;

    /// <summary>The texts in the order they were added.</summary>
    public IReadOnlyList<(PolicyRef Reference, string Text)> Texts => _texts;

    /// <summary>Adds a policy from its text.</summary>
    /// <exception cref="FormatException">The text is wrong; the message lists why.</exception>
    public PolicyRef Add(string text)
    {
        var policy = PolicyText.Parse(text).OrThrow();
        if (_policies.TryAdd(policy.Ref, policy))
        {
            _texts.Add((policy.Ref, text));
        }

        return policy.Ref;
    }

    /// <summary>From now on every scope gets this policy, whatever its own would be.</summary>
    public void Prefer(PolicyRef reference) => _preferred = reference;

    /// <summary>The newest policy of an identity that is valid on a day, or the preferred one.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public PolicyRef Newest(string id, LocalDate day) =>
        _preferred ?? _policies.Values
            .Where(policy => policy.Ref.Id == id && policy.ValidFrom <= day)
            .OrderByDescending(policy => policy.ValidFrom)
            .ThenByDescending(policy => policy.Ref.Value, StringComparer.Ordinal)
            .Select(policy => (PolicyRef?)policy.Ref)
            .FirstOrDefault()
        ?? throw new KeyNotFoundException($"No policy '{id}' is valid on {day:uuuu-MM-dd}.");

    /// <summary>The policy that a scope has adopted in a log.</summary>
    public Func<ScopeCode, SchedulingPolicy> AdoptedIn(EventLog log) =>
        scope => _policies[((BookingWindow.Opened)log.StateOf(StreamId.WindowOf(scope))).Policy!.Value];
}
