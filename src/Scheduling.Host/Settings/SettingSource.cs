using System.Collections;

namespace Scheduling.Host.Settings;

/// <summary>
/// What an operator has set: the command line before the environment. What is wrong is collected, so that everything is
/// told at once.
/// </summary>
/// <param name="option">The text of an option on the command line, if it is there.</param>
/// <param name="environment">The variables by name.</param>
public sealed class SettingSource(Func<string, string?> option, IReadOnlyDictionary<string, string> environment)
{
    private readonly List<string> _wrong = [];

    /// <summary>Only the environment of this process.</summary>
    public static SettingSource OfProcess(Func<string, string?>? option = null) =>
        new(
            option ?? (_ => null),
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .ToDictionary(each => (string)each.Key, each => (string?)each.Value ?? ""));

    /// <summary>What is wrong, each with its cure.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>The text that is in force: of an option, of a variable, or the usual one. An empty one is
    /// none.</summary>
    public string? TextOf(Setting setting) =>
        (setting.Option is { } name ? option(name) : null) is { Length: > 0 } given ? given
        : environment.GetValueOrDefault(setting.Variable) is { Length: > 0 } set ? set
        : setting.Usual;

    /// <summary>The value in force; the default of its type where it is not there or wrong.</summary>
    public T? Of<T>(Setting<T> setting)
    {
        if (TextOf(setting) is not { } text)
        {
            return default;
        }

        if (setting.TryRead(text, out var value))
        {
            return value;
        }

        var shown = setting.IsSecret ? "What it says" : $"'{text}'";
        _wrong.Add($"{setting.Variable}: {shown} will not do. Write {setting.Values}.");
        return default;
    }

    /// <summary>Notes what is wrong with settings taken together.</summary>
    public void Refuse(Setting setting, string why) => _wrong.Add($"{setting.Variable}: {why}");

    /// <summary>Variables that look like settings and are none: nobody would ever notice the slip.</summary>
    public void RefuseUnknown(IEnumerable<Setting> known)
    {
        var names = known.Select(setting => setting.Variable).ToHashSet();
        foreach (var name in environment.Keys.Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(Setting.Prefix, StringComparison.Ordinal) && !names.Contains(name))
            {
                _wrong.Add($"{name}: There is no such setting. Remove it, or see the names in docs/settings.md.");
            }
        }
    }
}

/// <summary>A setting is wrong or missing; the message names it and says what to do.</summary>
public sealed class SettingsException(string message) : Exception(message);
