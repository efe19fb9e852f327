using NodaTime;
using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// The place in the order is fixed by the report and changes only when the law says so (I8; art. 23g(1)).
/// </summary>
public sealed class OrderKept : Check
{
    private readonly Dictionary<string, HashSet<long>> _numbers = new(StringComparer.Ordinal);

    public override string Name => "order-kept";

    public override string Statement =>
        "Class, reporting time and number of an entry are those of its report; only a new category changes them.";

    public override void Before(EventLine line, History history)
    {
        switch (line.What)
        {
            case ReportFiled filed:
                CheckFiled(line, filed);
                break;
            case EntryPlaced { Because: not Because.Joined } placed:
                CheckReturned(line, placed.Order, history.ReportOf(placed.Report), placed.Because);
                break;
            case EntryReturned returned when history.EntryOf(line.Stream) is { } entry:
                CheckReturned(line, entry.Order with { Class = returned.Class }, entry.Report, returned.Because);
                break;
            case CategoryChanged changed:
                CheckCategory(line, changed, history);
                break;
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            if (line.What is EntryPlaced { Because: Because.Joined } placed
                && append.Events.Find(other => other.Stream == placed.Report && other.What is ReportFiled) is
                    { What: ReportFiled filed })
            {
                Expect(line, placed.Order, filed.Order);
            }
        }
    }

    private void CheckFiled(EventLine line, ReportFiled filed)
    {
        var since = filed.EarlierReportAt is { } earlier ? Instant.Min(earlier, filed.ReportedAt) : filed.ReportedAt;
        Expect(
            line, filed.Order,
            new Rank(ClassOf(filed.IsEntitled, filed.HasCard, filed.Category), since, filed.Order.Number));
        if (!_numbers.TryGetValue(filed.Scope, out var numbers))
        {
            _numbers.Add(filed.Scope, numbers = []);
        }

        if (!numbers.Add(filed.Order.Number))
        {
            Found(
                line.Position, line.StreamName,
                $"number {filed.Order.Number} was given to another report of {filed.Scope} already");
        }

        if (filed.ReportedAt > line.At)
        {
            Found(line.Position, line.StreamName, $"reported at {filed.ReportedAt}, which lies after {line.At}");
        }
    }

    private void CheckReturned(EventLine line, Rank order, Report report, Because because) =>
        Expect(
            line, order,
            because == Because.EntitledPatientCancelled
                ? report.Order with { Class = RankClass.OutOfTurn }
                : report.Order);

    private void CheckCategory(EventLine line, CategoryChanged changed, History history)
    {
        var report = history.ReportTouchedBy(line);
        if (report is not null)
        {
            Expect(
                line, report.Order with { Class = changed.Class },
                report.Order with { Class = ClassOf(report.IsEntitled, report.HasCard, changed.Category) });
        }
    }

    private void Expect(EventLine line, Rank order, Rank expected)
    {
        Look();
        if (order != expected)
        {
            Found(line.Position, line.StreamName, $"{line.Name} gives the order {order}, which must be {expected}");
        }
    }

    private static RankClass ClassOf(bool isEntitled, bool hasCard, Urgency category) =>
        isEntitled ? RankClass.OutOfTurn
        : hasCard ? RankClass.FastTrack
        : category == Urgency.Urgent ? RankClass.Urgent
        : RankClass.Stable;
}
