using System.Text.Json;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>The questions of clients, asked as they ask them.</summary>
public sealed class QueryTests(Postgres postgres)
{
    private static readonly string Search = $"/slots?scope={Cast.Cardiology}";

    [Fact]
    public async Task Open_slots_are_found_with_their_distance_page_by_page()
    {
        await using var town = await ServedTown.New(postgres);
        await town.Town.Accept(Actor.System, Cast.RegisterFar);
        await town.Town.Accept(Actor.System, new ActivatePlace(Cast.Far));
        foreach (var term in (Term[])[Cast.Monday, Cast.Tuesday, Cast.Elsewhere, Cast.Beyond, Cast.Today])
        {
            await town.Town.Accept(Actor.System, term.Publish);
        }

        var anna = ServedTown.PatientOf(Cast.Anna);
        var all = await Until(town, anna, Search, answer => Slots(answer).Count == 4);

        Slots(all).Should().Equal(Cast.Today.Id, Cast.Monday.Id, Cast.Tuesday.Id, Cast.Elsewhere.Id);
        all.Member("next").Should().BeNull();
        var near = $"{Search}&near={Cast.Near}&sort=distance";
        var first = await town.Send(anna, "GET", $"{near}&limit=3");
        Slots(first).Should().Equal(Cast.Today.Id, Cast.Monday.Id, Cast.Tuesday.Id);
        var second = await town.Send(anna, "GET", $"{near}&limit=3&cursor={first.Member("next")}");
        Slots(second).Should().Equal(Cast.Elsewhere.Id);
        second.Body.GetProperty("slots")[0].GetProperty("metres").GetInt32()
            .Should().Be(Cast.RegisterNear.Location.MetresTo(Cast.RegisterFar.Location));
        Slots(await town.Send(anna, "GET", $"{Search}&near=50.26,19.02&radius=5&from=2026-09-20"))
            .Should().Equal(Cast.Monday.Id, Cast.Tuesday.Id);
        Slots(await town.Send(anna, "GET", $"{Search}&area=12")).Should().Equal(Cast.Elsewhere.Id);
        Slots(await town.Send(anna, "GET", $"{Search}&days=1&hours=9&mode=in-person&age=42&notice=2"))
            .Should().Equal(Cast.Monday.Id);
    }

    [Fact]
    public async Task A_search_that_cannot_be_understood_names_its_parameter()
    {
        await using var town = await ServedTown.New(postgres);
        (string Query, string Field)[] cases =
        [
            ("", "scope"), ("?scope=cardiology", "scope"), ($"?scope={Cast.Cardiology}&colour=red", "colour"),
            ($"?scope={Cast.Cardiology}&limit=0", "limit"), ($"?scope={Cast.Cardiology}&limit=101", "limit"),
            ($"?scope={Cast.Cardiology}&limit=2&limit=3", "limit"), ($"?scope={Cast.Cardiology}&near=50", "near"),
            ($"?scope={Cast.Cardiology}&near=91,1", "near"), ($"?scope={Cast.Cardiology}&near={Guid.Empty}", "near"),
            ($"?scope={Cast.Cardiology}&radius=5", "radius"), ($"?scope={Cast.Cardiology}&sort=distance", "sort"),
            ($"?scope={Cast.Cardiology}&near=50,19&radius=801", "radius"), ($"?scope={Cast.Cardiology}&area=1", "area"),
            ($"?scope={Cast.Cardiology}&area=24&place={Cast.Near}", "area"),
            ($"?scope={Cast.Cardiology}&place={Cast.Near},x", "place"),
            ($"?scope={Cast.Cardiology}&from=21.09.2026", "from"), ($"?scope={Cast.Cardiology}&days=0", "days"),
            ($"?scope={Cast.Cardiology}&hours=24", "hours"), ($"?scope={Cast.Cardiology}&age=9-5", "age"),
            ($"?scope={Cast.Cardiology}&from=2026-09-22&to=2026-09-21", "to"),
            ($"?scope={Cast.Cardiology}&mode=by-letter", "mode"), ($"?scope={Cast.Cardiology}&notice=-1", "notice"),
            ($"?scope={Cast.Cardiology}&cursor=abc", "cursor"),
        ];
        foreach (var (query, field) in cases)
        {
            var answer = await town.Send(
                ServedTown.Operator, "GET", $"/slots{query}", headers: ("Accept-Language", "en"));
            answer.Code.Should().Be("malformed", query);
            answer.Member("detail").Should().Contain($"“{field}”", query);
        }

        (await town.Send(ServedTown.Operator, "GET", $"/slots?scope={Cast.Orthopaedics}"))
            .Code.Should().Be("scope-not-open");
    }

    [Fact]
    public async Task The_position_of_an_entry_counts_who_comes_before_in_the_order_of_the_matcher()
    {
        await using var town = await ServedTown.New(postgres);
        var urgent = new Somebody("urgent", 9) { Category = MedicalCategory.Urgent };
        foreach (var each in (Somebody[])[Cast.Anna, Cast.Piotr, urgent])
        {
            await town.Town.Accept(Actor.System, each.Refer);
            await town.Town.Accept(Cast.ByIkp, each.Join);
        }

        var piotr = ServedTown.PatientOf(Cast.Piotr);
        var address = $"/waiting-entries/{Cast.Piotr.Entry}/position";
        var answer = await Until(town, piotr, address, each => each.Member("before") == "2");

        answer.Member("beforeInClass").Should().Be("1");
        answer.Body.GetProperty("order").GetProperty("class").GetString().Should().Be("stable");
        (await town.Send(piotr, "GET", $"/waiting-entries/{urgent.Entry}/position")).Code.Should().Be("not-found");
        (await town.Send(ServedTown.PatientOf(urgent), "GET", $"/waiting-entries/{urgent.Entry}/position"))
            .Member("before").Should().Be("0");
        await town.Town.Accept(Cast.ByIkp, new WithdrawEntry(Cast.Piotr.Entry));
        (await town.Send(piotr, "GET", address)).Code.Should().Be("entry-not-waiting");
    }

    [Fact]
    public async Task A_day_of_a_place_shows_its_slots_and_appointments_to_its_own_people()
    {
        await using var town = await ServedTown.New(postgres);
        var later = Cast.Monday with { Name = "later", StartAt = Cast.Monday.StartAt.PlusHours(2) };
        await town.Town.Accept(Actor.System, Cast.Anna.Refer);
        foreach (var term in (Term[])[later, Cast.Monday, Cast.Tuesday])
        {
            await town.Town.Accept(Actor.System, term.Publish);
        }

        await Until(town, ServedTown.Operator, Search, each => Slots(each).Count == 3);
        await town.Town.Accept(Cast.ByIkp, Cast.Anna.Book(Cast.Monday));
        var address = $"/service-places/{Cast.Near}/day?date=2026-09-21";
        var day = await Until(
            town, ServedTown.Staff, address, each => each.Body.GetProperty("appointments").GetArrayLength() == 1);

        day.Body.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("id").GetString())
            .Should().Equal($"{Cast.Monday.Id}", $"{later.Id}");
        day.Body.GetProperty("appointments")[0].GetProperty("slot").GetString().Should().Be($"{Cast.Monday.Id}");
        var elsewhere = new Caller(AccessRole.Staff, "staff of far", Place: Cast.Far);
        (await town.Send(elsewhere, "GET", address)).Code.Should().Be("other-place");
        (await town.Send(ServedTown.Staff, "GET", $"/service-places/{Cast.Near}/day")).Code.Should().Be("malformed");
        (await town.Send(ServedTown.Operator, "GET", $"/service-places/{Cast.Far}/day?date=2026-09-21"))
            .Code.Should().Be("not-found");
    }

    [Fact]
    public async Task A_patient_sees_all_that_is_the_patients_own_and_nothing_else()
    {
        await using var town = await ServedTown.New(postgres);
        foreach (var each in (Somebody[])[Cast.Anna, Cast.Piotr])
        {
            await town.Town.Accept(Actor.System, each.Refer);
        }

        await town.Town.Accept(Cast.ByIkp, Cast.Anna.Join);
        var address = $"/patients/{Cast.Anna.Patient}/items";
        var items = await Until(
            town, ServedTown.PatientOf(Cast.Anna), address,
            each => each.Body.GetProperty("entries").GetArrayLength() == 1
                && each.Body.GetProperty("reports").GetArrayLength() == 1);

        items.Body.GetProperty("referrals")[0].GetProperty("id").GetString().Should().Be($"{Cast.Anna.Referral}");
        items.Body.GetProperty("appointments").GetArrayLength().Should().Be(0);
        items.Body.ToString().Should().NotContain($"{Cast.Piotr.Referral}");
        (await town.Send(ServedTown.PatientOf(Cast.Piotr), "GET", address)).Code.Should().Be("not-found");
        (await town.Send(ServedTown.Staff, "GET", address)).Status.Should().Be(200);
    }

    private static IReadOnlyList<SlotId> Slots(Answer answer) =>
    [
        .. answer.Body.GetProperty("slots").EnumerateArray()
            .Select(slot => new SlotId(slot.GetProperty("slot").Deserialize<Guid>())),
    ];

    // The read models follow the log a moment behind.
    private static async Task<Answer> Until(ServedTown town, Caller caller, string address, Func<Answer, bool> so)
    {
        while (true)
        {
            var answer = await town.Send(caller, "GET", address);
            answer.Status.Should().Be(200, $"{address}: {answer.Body}");
            if (so(answer))
            {
                return answer;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
