using System.Diagnostics.CodeAnalysis;

namespace Scheduling.Host.Settings;

/// <summary>Reads the text of a setting; <see langword="false"/> when it is none that will do.</summary>
public delegate bool ReadSetting<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>One thing that an operator may set, in the environment or on the command line.</summary>
/// <param name="variable">Its name in the environment.</param>
/// <param name="meaning">What it does, as a sentence.</param>
/// <param name="values">What may be written, for whoever wrote something else.</param>
/// <param name="usual">What it is unless somebody says otherwise; nothing where it is then not there.</param>
public abstract class Setting(string variable, string meaning, string values, string? usual)
{
    /// <summary>What the names of all settings begin with, but for that of the database.</summary>
    public const string Prefix = "POCZEKALNIA_";

    /// <summary>Its name in the environment.</summary>
    public string Variable => variable;

    /// <summary>What it does.</summary>
    public string Meaning => meaning;

    /// <summary>What may be written.</summary>
    public string Values => values;

    /// <summary>What it is unless somebody says otherwise.</summary>
    public string? Usual => usual;

    /// <summary>Whether nobody may read it off a screen; it cannot be given on the command line either, which every
    /// user of a machine can see.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Its name on the command line; nothing for a secret.</summary>
    public string? Option =>
        IsSecret
            ? null
            : $"--{variable.Replace(Prefix, "", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant()}";

    /// <summary>Whether a text will do.</summary>
    public abstract bool Takes(string text);
}

/// <summary>A setting with the type of its value.</summary>
public sealed class Setting<T>(string variable, string meaning, string values, string? usual, ReadSetting<T> read)
    : Setting(variable, meaning, values, usual)
{
    public override bool Takes(string text) => read(text, out _);

    /// <summary>The value of a text.</summary>
    public bool TryRead(string text, [MaybeNullWhen(false)] out T value) => read(text, out value);
}
