using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>Makes the entries of one scope, in the order in which they reported.</summary>
public sealed class EntrySource
{
    private static readonly AgeRange[] Minors = [new(0, 0), new(1, 2), new(3, 6), new(7, 13), new(14, 18)];

    private static readonly DaySet[] WeekdayWishes =
    [
        DaySet.Of(IsoDayOfWeek.Monday),
        DaySet.Of(IsoDayOfWeek.Friday),
        DaySet.Of(IsoDayOfWeek.Tuesday, IsoDayOfWeek.Thursday),
        DaySet.Of(IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday),
        DaySet.Of(IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday),
        DaySet.Of(IsoDayOfWeek.Saturday),
    ];

    private static readonly HourSet[] HourWishes =
    [
        HourSet.Between(7, 10), HourSet.Between(7, 12), HourSet.Between(9, 13), HourSet.Between(12, 16),
        HourSet.Between(14, 20), HourSet.Between(15, 20), HourSet.Between(16, 20),
    ];

    private readonly Mix _mix;
    private readonly Wishes _wishes;
    private readonly int _scope;
    private readonly Dice _dice;
    private readonly Weights _classes;
    private readonly Weights _notices;
    private readonly Dictionary<Wish, Criteria> _criteria = [];

    /// <param name="stream">Tells sources of the same scope apart: who waits, who joins later.</param>
    public EntrySource(Mix mix, Wishes wishes, int scope, string stream)
    {
        (_mix, _wishes, _scope) = (mix, wishes, scope);
        _dice = Dice.Of(mix.Seed, stream, scope.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _classes = new Weights(mix.Entries.Classes);
        _notices = new Weights(mix.Entries.NoticeShares);
    }

    /// <summary>Those who reported over the days up to today, numbered from <paramref name="firstNumber"/>.</summary>
    public WaitingRecord[] Reported(int count, long firstNumber)
    {
        var span = Duration.FromDays(_mix.Entries.ReportedOverDays);
        var first = _mix.Today.AtMidnight().InUtc().ToInstant() - span;
        var entries = new WaitingRecord[count];
        for (var index = 0; index < count; index++)
        {
            entries[index] = Next(first + (span * ((double)index / count)), firstNumber + index);
        }

        return entries;
    }

    /// <summary>One who reports at that instant.</summary>
    public WaitingRecord Next(Instant reportedAt, long number)
    {
        var mix = _mix.Entries;
        var since = _dice.Hits(mix.EarlierReport)
            ? reportedAt - Duration.FromDays(_dice.Between(1, mix.EarlierByDaysMax))
            : reportedAt;
        var order = new OrderKey((AllocationClass)_classes.Draw(_dice), since, number);
        var ages = _dice.Hits(mix.Minors) ? _dice.Of<AgeRange>(Minors) : AgeRange.Adult;
        return new WaitingRecord(new EntryId(_dice.Identity()), order, Criteria(), ages, []);
    }

    private Criteria Criteria()
    {
        var mix = _mix.Entries;
        var (place, practitioner) = _wishes.Draw(_scope, _dice);
        var (from, to) = _dice.Hits(mix.Dates) ? Days() : (null, null);
        var wish = new Wish(
            place,
            practitioner?.Value,
            from,
            to,
            _dice.Hits(mix.Weekdays) ? _dice.Of<DaySet>(WeekdayWishes) : null,
            _dice.Hits(mix.Hours) ? _dice.Of<HourSet>(HourWishes) : null,
            _dice.Hits(mix.Mode) ? (_dice.Hits(0.75) ? VisitMode.InPerson : VisitMode.Remote) : null,
            mix.NoticeDays[_notices.Draw(_dice)]);
        if (!_criteria.TryGetValue(wish, out var criteria))
        {
            criteria = new Criteria(
                place, practitioner, from, to, wish.Days, wish.Hours, wish.Mode, wish.Notice == 0 ? null : wish.Notice);
            _criteria.Add(wish, criteria);
        }

        return criteria;
    }

    // Half of them wait for a day from which on, three in ten need it by a day, the others both.
    private (LocalDate? From, LocalDate? To) Days()
    {
        var kind = _dice.Below(10);
        var from = _mix.Today.PlusDays(_dice.Between(-10, 60));
        return kind switch
        {
            < 5 => (from, null),
            < 8 => (null, _mix.Today.PlusDays(_dice.Between(5, 120))),
            _ => (from, from.PlusDays(_dice.Between(3, 45))),
        };
    }

    // What makes criteria equal. A place is one object wherever it is the same, so that comparing is cheap.
    private readonly record struct Wish(
        PlaceCriterion? Place,
        string? Practitioner,
        LocalDate? From,
        LocalDate? To,
        DaySet? Days,
        HourSet? Hours,
        VisitMode? Mode,
        int Notice)
    {
        public bool Equals(Wish other) =>
            ReferenceEquals(Place, other.Place)
            && Practitioner == other.Practitioner
            && (From, To, Days, Hours, Mode, Notice)
                == (other.From, other.To, other.Days, other.Hours, other.Mode, other.Notice);

        public override int GetHashCode() => HashCode.Combine(
            Place is null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Place),
            Practitioner,
            From,
            To,
            Days,
            Hours,
            Mode,
            Notice);
    }
}
