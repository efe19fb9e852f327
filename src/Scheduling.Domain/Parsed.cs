namespace Scheduling.Domain;

/// <summary>What came of reading a text: its meaning, or everything that is wrong with it.</summary>
public abstract record Parsed<T>
    where T : class
{
    private Parsed() { }

    /// <summary>The text is right.</summary>
    public sealed record Good(T Value) : Parsed<T>;

    /// <summary>The text is wrong, and nothing of it counts.</summary>
    /// <param name="Errors">At least one, in the order of the text's rules.</param>
    public sealed record Bad(ValueList<DataError> Errors) : Parsed<T>;

    /// <summary>The value of a text that is known to be right, such as one shipped with the program.</summary>
    /// <exception cref="FormatException">The text is wrong; the message lists why.</exception>
    public T OrThrow() => this switch
    {
        Good good => good.Value,
        Bad bad => throw new FormatException(string.Join("\n", bad.Errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>One thing that is wrong with a text of rules.</summary>
/// <param name="Path">Where, such as <c>rules.windowDays.value</c>; empty for the whole text.</param>
/// <param name="Cure">What is wrong and what to write instead: a sentence.</param>
public sealed record DataError(string Path, string Cure)
{
    public override string ToString() => Path.Length == 0 ? Cure : $"{Path}: {Cure}";
}
