using Scheduling.Domain.Matching;
using static Scheduling.Domain.Tests.Matching.Given;

namespace Scheduling.Domain.Tests.Matching;

public sealed class ExplainTests
{
    private readonly RankIndex _book = new();

    [Fact]
    public void Why_names_the_first_candidates_in_order()
    {
        foreach (var number in (int[])[5, 3, 1, 6, 4, 2])
        {
            _book.Join(Entry(number));
        }

        _book.Join(Entry(7, @class: AllocationClass.Urgent));
        _book.Join(Entry(8, new Criteria(PlaceCriterion.At(Bielsko.Place)), AllocationClass.OutOfTurn));

        var why = Explain.Why(_book, Slot(1), Day);

        why.Select(candidate => candidate.Order.Number).Should().Equal(7, 1, 2, 3, 4);
        why.Select(candidate => candidate.Place).Should().Equal(1, 2, 3, 4, 5);
        _book.FirstFor(Slot(1), Day)!.Entry.Should().Be(why[0].Entry);
    }

    [Fact]
    public void Why_not_names_the_rule_that_failed() =>
        Explain.WhyNot(_book, Entry(1), Slot(1, inDays: 1), Day).Should().Be(new WhyNot.Ineligible(Misfit.LeadTime));

    [Fact]
    public void Why_not_names_who_came_first()
    {
        var (first, second) = (Entry(1), Entry(2));
        _book.Join(second);
        _book.Join(first);
        Explain.WhyNot(_book, second, Slot(1), Day).Should().Be(new WhyNot.Outranked(first.Entry, first.Order));
    }

    [Fact]
    public void Why_not_has_nothing_to_say_of_the_first()
    {
        _book.Join(Entry(2));
        Explain.WhyNot(_book, Entry(1), Slot(1), Day).Should().Be(new WhyNot.WasFirst());
        Explain.WhyNot(_book, Entry(2), Slot(1), Day).Should().Be(new WhyNot.WasFirst());
    }
}
