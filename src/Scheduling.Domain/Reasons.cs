namespace Scheduling.Domain;

/// <summary>What a reason in words must be.</summary>
internal static class Reasons
{
    /// <summary>The refusal of a reason that says nothing or tells a story, or nothing.</summary>
    public static Refusal? Refuse(string reason) =>
        string.IsNullOrWhiteSpace(reason) ? Refusals.ReasonMissing
        : reason.Length > Limits.ReasonLength
            ? Refusals.Malformed("reason", $"it is longer than {Limits.ReasonLength} characters")
        : null;
}
