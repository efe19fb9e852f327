namespace Poczekalnia.CaseFiles;

/// <summary>A case file that is not what it claims: cut off, edited, put together wrongly, or none at all.</summary>
public sealed class CaseFileException : Exception
{
    public CaseFileException(long line, string reason)
        : base($"Line {line}: {reason}") => (Line, Reason) = (line, reason);

    /// <summary>The number of the line, from 1.</summary>
    public long Line { get; }

    /// <summary>What is wrong with it, as a phrase.</summary>
    public string Reason { get; }
}
