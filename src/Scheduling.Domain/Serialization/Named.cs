using System.Text;

namespace Scheduling.Domain.Serialization;

/// <summary>Enum values by their stored names, which are their names in kebab-case.</summary>
internal static class Named
{
    public static string[] All<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(Kebab)];

    /// <summary>The value a text names; the first of all where the text is wrong.</summary>
    public static T Read<T>(StrictValue value)
        where T : struct, Enum
    {
        var names = All<T>();
        return Enum.GetValues<T>()[Array.IndexOf(names, value.AsOneOf(names))];
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
