using System.Text;
using Scheduling.Domain;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>However many requests come at once, each has one number, and is told from others under its key.</summary>
public sealed class RequestLedgerTests(Postgres postgres)
{
    private const int Requests = 300;
    private const int Keys = 60;

    [Fact]
    public async Task Of_many_at_once_the_same_ones_have_one_number_and_another_one_under_the_key_has_none()
    {
        await using var database = await postgres.NewDatabase();
        RequestLedger[] nodes =
        [
            new RequestLedger(database.Source, [1, 2, 3]), new RequestLedger(database.Source, [1, 2, 3]),
        ];
        foreach (var key in Enumerable.Range(0, Keys))
        {
            (await Open(nodes[0], key, "first")).Should().NotBeNull();
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(async n =>
            (Key: n % Keys, Said: n % 7 == 0 ? "other" : "first", Number: await Open(
                nodes[n % 2], n % Keys, n % 7 == 0 ? "other" : "first"))));

        answers.Where(answer => answer.Said == "other").Should().OnlyContain(answer => answer.Number == null);
        answers.Where(answer => answer.Said == "first").Should().OnlyContain(answer => answer.Number != null);
        answers.Where(answer => answer.Number != null).GroupBy(answer => answer.Key)
            .Should().OnlyContain(same => same.Select(answer => answer.Number).Distinct().Count() == 1)
            .And.HaveCount(Keys);
    }

    private static Task<long?> Open(RequestLedger ledger, int key, string said) =>
        ledger.Open(
            Ids.Derive("test", $"{key}"), "POST /appointments", Encoding.UTF8.GetBytes(said), CancellationToken.None);
}
