using System.Globalization;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>Whether a queue is as it came, or what earlier rolls have left of a larger one.</summary>
public enum QueueAge
{
    Fresh,
    Aged,
}

/// <summary>Who waits in the country, scope by scope, in the order of their reports.</summary>
/// <param name="Size">How many entries were asked for; <see cref="Count"/> says how many there are.</param>
/// <param name="RecordBytes">What the heap grew by with the entries and their criteria.</param>
public sealed record World(
    Country Country, Wishes Wishes, int Size, QueueAge Age, WaitingRecord[][] Scopes, long RecordBytes)
{
    public int Count => Scopes.Sum(entries => entries.Length);

    /// <summary>The day on which is matched.</summary>
    public MatchDay Day => new(
        Country.Mix.Today, Country.Mix.Today.PlusDays(Country.Mix.WindowDays), Country.Mix.MinimumLeadDays);

    /// <summary>Such as <c>1 M aged</c>.</summary>
    public string Name => $"{NameOf(Size)} {(Age == QueueAge.Aged ? "aged" : "fresh")}";

    public static string NameOf(int size) => size >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{size / 1e6:0.##} M")
        : string.Create(CultureInfo.InvariantCulture, $"{size / 1e3:0.##} k");
}
