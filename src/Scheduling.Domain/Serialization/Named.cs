namespace Scheduling.Domain.Serialization;

/// <summary>Enum values in texts of rules, by their stored names.</summary>
internal static class Named
{
    /// <summary>All stored names, in the order of the enum.</summary>
    public static string[] All<T>()
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(EnumText.Of)];

    /// <summary>The value a text names; the first of all where the text is wrong.</summary>
    public static T Read<T>(StrictValue value)
        where T : struct, Enum
    {
        var names = All<T>();
        return Enum.GetValues<T>()[Array.IndexOf(names, value.AsOneOf(names))];
    }
}
