using System.Text;
using Poczekalnia.CaseFiles;
using Poczekalnia.Reporting;
using Poczekalnia.Tests.CaseFiles;
using Scheduling.Domain.Tests;
using Scheduling.Domain.Tests.Support;

namespace Poczekalnia.Tests.Reporting;

public sealed class TablesTests
{
    private static readonly IReadOnlyDictionary<string, string> Written = Write(SampleCase.Bytes());

    public static TheoryData<string> Names => [.. Tables.Columns.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_table_says_what_the_lines_of_the_case_file_came_to(string name) =>
        Golden.Verify(Written[name], name);

    [Fact]
    public void There_are_five_tables_and_no_more() =>
        Written.Keys.Should().BeEquivalentTo(Tables.Columns.Keys).And.HaveCount(5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_column_stands_in_the_data_dictionary_in_its_order(string name)
    {
        var section = RepositoryFiles.Read("docs/tables.md").Split("\n## ").Single(
            each => each.StartsWith($"`{name}`", StringComparison.Ordinal));
        var columns = section.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        columns.Should().Equal(Tables.Columns[name]);
    }

    [Fact]
    public void A_history_that_begins_in_the_middle_leaves_the_unknown_empty()
    {
        var bytes = MiddleOf(SampleCase.Bytes());

        var row = Write(bytes)["assignments.csv"].Split('\n')[1].Split(',');
        row[Array.IndexOf(Tables.Columns["assignments.csv"], "entry")].Should().Be(SampleCase.Entry.ToString());
        row[Array.IndexOf(Tables.Columns["assignments.csv"], "scope")].Should().BeEmpty();
    }

    private static Dictionary<string, string> Write(byte[] bytes)
    {
        var streams = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        Tables.Write(
            CaseFile.Open(() => new MemoryStream(bytes)),
            name => streams[name] = new MemoryStream());
        return streams.ToDictionary(each => each.Key, each => Encoding.UTF8.GetString(each.Value.ToArray()));
    }

    /// <summary>A partial export: the events from the assignment on.</summary>
    private static byte[] MiddleOf(byte[] bytes)
    {
        var file = CaseFile.Open(() => new MemoryStream(bytes));
        var target = new MemoryStream();
        using var writer = new CaseFileWriter(target, leaveOpen: true);
        writer.Manifest(file.Manifest);
        foreach (var each in file.Lines().Where(line => line.Type == "event").Select(CaseEvent.Of).Skip(13))
        {
            writer.Event(each.Place, each.Event);
        }

        writer.End();
        return target.ToArray();
    }
}
