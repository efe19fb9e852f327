namespace Scheduling.Domain.Tests.Policies;

/// <summary>The table of who may do what by which channel, cell by cell.</summary>
public sealed class ChannelTableTests
{
    // Rows are acts; columns are IKP, mojeIKP, SMS, place, voice. The engine itself never stands in the table.
    private const string Table =
        """
        BookFirstTime    yes yes no  yes yes
        Join             yes yes no  yes yes
        ChangeFirstTime  yes yes no  yes yes
        CancelFirstTime  yes yes yes yes yes
        ChangeCriteria   yes yes no  yes yes
        Withdraw         yes yes no  yes yes
        BookContinuing   no  no  no  yes no
        ChangeContinuing no  no  no  yes no
        CancelContinuing yes yes yes yes yes
        BookEntitled     no  no  no  yes no
        ChangeEntitled   no  no  no  yes no
        CancelEntitled   yes yes yes yes yes
        """;

    private static readonly Channel[] Columns =
        [Channel.Ikp, Channel.MojeIkp, Channel.Sms, Channel.Place, Channel.Voice];

    public static TheoryData<string, Act, Channel, bool> Cells()
    {
        var cells = new TheoryData<string, Act, Channel, bool>();
        foreach (var policy in new[] { "specialist-2026", "screening-2026" })
        {
            foreach (var line in Table.Split('\n', StringSplitOptions.TrimEntries))
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < Columns.Length; i++)
                {
                    cells.Add(policy, Enum.Parse<Act>(words[0]), Columns[i], words[i + 1] == "yes");
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_cell_is_as_the_table_says(string policy, Act act, Channel channel, bool allowed)
    {
        var table = PolicyText.Parse(RepositoryFiles.Read($"policies/{policy}.json")).OrThrow().Channels;

        table.Allows(act, channel).Should().Be(allowed);
        if (allowed)
        {
            table.Refuse(act, channel).Should().BeNull();
        }
        else
        {
            table.Refuse(act, channel).Should().Be(Refusals.ChannelNotAllowed(ChannelTable.NamesOf(table.For(act))));
        }
    }

    [Fact]
    public void The_table_has_a_row_for_every_act() =>
        Table.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split(' ')[0])
            .Should().Equal(Enum.GetNames<Act>());
}
