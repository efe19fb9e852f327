using Scheduling.Domain;
using Scheduling.Host.Schedules.Search;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Schedules;

/// <summary>The search in the database finds what the domain's rules say, page by page.</summary>
public sealed class SlotSearchTests(Postgres postgres)
{
    private const int WishesEach = 60;
    private const int PagesMost = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Any_wish_finds_what_the_domain_says_in_whatever_pages(int seed)
    {
        await using var database = await postgres.NewDatabase();
        var town = new RandomTown(seed);
        await town.Save(database.Source);
        var dice = new Random(seed);
        var found = 0;
        for (var i = 0; i < WishesEach; i++)
        {
            var wish = town.Wish();
            SlotSearch[] searches =
            [
                new(database.Source),
                new(database.Source) { Budget = dice.Next(1, 30), FewPlaces = dice.Next(1, 12) },
                new(database.Source) { FewPlaces = 2, FirstPlaces = 1, Steps = 1 },
            ];
            var expected = town.Expect(wish);
            foreach (var search in searches)
            {
                (await All(search, wish, dice.Next(1, 9))).Should().Equal(expected, $"{wish}");
            }

            found += expected.Count;
        }

        found.Should().BeGreaterThan(WishesEach);
    }

    [Fact]
    public async Task What_comes_and_goes_between_two_pages_shifts_nothing()
    {
        await using var database = await postgres.NewDatabase();
        var town = new RandomTown(5);
        await town.Save(database.Source);
        var search = new SlotSearch(database.Source);
        var wish = new SlotWish(RandomTown.Scope, Criteria.None);
        var all = town.Expect(wish);
        var first = await search.Find(wish, RandomTown.Moment, 10, null);

        var (shown, next) = (all[3].Value, all[10].Value);
        await database.Execute($"update read.slot set state = 'taken' where slot = {shown} or slot = {next}");
        var second = await search.Find(wish, RandomTown.Moment, 10, first.Next);

        first.Slots.Select(slot => slot.Slot).Should().Equal(all.Take(10));
        second.Slots.Select(slot => slot.Slot).Should().Equal(all.Skip(11).Take(10));
    }

    [Fact]
    public void A_cursor_is_good_for_its_own_question_only()
    {
        var wish = new SlotWish(RandomTown.Scope, Criteria.None);
        var cursor = new SlotCursor(wish.Mark, new(2026, 10, 26, 8, 0), new SlotId(Ids.Derive("a slot")));

        SlotCursor.Read(cursor.ToText(), wish).Should().Be(cursor);
        SlotCursor.Read(cursor.ToText(), wish with { Scope = RandomTown.OtherScope }).Should().BeNull();
        foreach (var broken in (string[])["", "!", "e30", cursor.ToText()[..^3], new string('A', 10_000)])
        {
            SlotCursor.Read(broken, wish).Should().BeNull();
        }
    }

    private static async Task<IReadOnlyList<SlotId>> All(SlotSearch search, SlotWish wish, int most)
    {
        var slots = new List<SlotId>();
        SlotCursor? after = null;
        for (var i = 0; i < PagesMost; i++)
        {
            var page = await search.Find(wish, RandomTown.Moment, most, after);
            page.Slots.Should().HaveCountLessThanOrEqualTo(most);
            slots.AddRange(page.Slots.Select(slot => slot.Slot));
            if ((after = page.Next) is null)
            {
                return slots;
            }
        }

        throw new InvalidOperationException("The pages do not end.");
    }
}
