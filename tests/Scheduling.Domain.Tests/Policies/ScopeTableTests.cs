using System.Text.Json.Nodes;
using NodaTime;

namespace Scheduling.Domain.Tests.Policies;

public sealed class ScopeTableTests
{
    private static readonly string Text = RepositoryFiles.Read("policies/scopes.json");
    private static readonly ScopeTable Table = ScopeTableText.Parse(Text).OrThrow();

    [Theory]
    [InlineData("I.1", 1, "2026-01-01", "2026-05-31", "2026-07-01", 40, "specialist-2026")]
    [InlineData("II.1-2", 2, "2026-01-01", "2026-05-31", "2026-07-01", 90, "screening-2026")]
    [InlineData("I.2-9", 8, "2026-08-01", "2027-01-01", "2027-02-01", 40, "specialist-2026")]
    [InlineData("I.10-13", 4, "2027-02-01", "2027-07-01", "2027-08-01", 40, "specialist-2026")]
    [InlineData("I.14-17", 4, "2027-04-01", "2027-09-01", "2027-10-01", 40, "specialist-2026")]
    [InlineData("I.18-20", 3, "2027-06-01", "2027-11-01", "2027-12-01", 40, "specialist-2026")]
    [InlineData("I.21-26", 6, "2027-08-01", "2028-01-01", "2028-02-01", 40, "specialist-2026")]
    [InlineData("I.27-29", 3, "2027-09-01", "2028-02-01", "2028-03-01", 40, "specialist-2026")]
    [InlineData("I.30-31", 2, "2027-10-01", "2028-03-01", "2028-04-01", 40, "specialist-2026")]
    [InlineData("I.32-35", 4, "2027-11-01", "2028-04-01", "2028-05-01", 40, "specialist-2026")]
    [InlineData("I.36-40", 5, "2027-12-01", "2028-05-01", "2028-06-01", 40, "specialist-2026")]
    public void Every_wave_has_its_scopes_and_dates(
        string items, int count, string listed, string publishBy, string bookingFrom, int window, string policy)
    {
        var wave = Table.Scopes.Where(scope => scope.Items == items).ToList();

        wave.Should().HaveCount(count);
        foreach (var scope in wave)
        {
            (Day(scope.Listed), Day(scope.PublishBy), Day(scope.BookingFrom), scope.WindowDays, scope.PolicyId)
                .Should().Be((listed, publishBy, bookingFrom, window, policy));
        }
    }

    [Fact]
    public void A_scope_changes_its_status_on_its_own_days()
    {
        foreach (var scope in Table.Scopes)
        {
            scope.StatusOn(scope.Listed.PlusDays(-1)).Should().Be(ScopeStatus.NotListed);
            scope.StatusOn(scope.Listed).Should().Be(ScopeStatus.Publishing);
            scope.StatusOn(scope.PublishBy).Should().Be(ScopeStatus.Publishing);
            scope.StatusOn(scope.PublishBy.PlusDays(1)).Should().Be(ScopeStatus.Published);
            scope.StatusOn(scope.BookingFrom.PlusDays(-1)).Should().Be(ScopeStatus.Published);
            scope.StatusOn(scope.BookingFrom).Should().Be(ScopeStatus.Compulsory);
        }
    }

    [Fact]
    public void Booking_becomes_a_duty_six_months_after_the_listing() =>
        Table.Scopes.Should().OnlyContain(scope => scope.BookingFrom == scope.Listed.PlusMonths(6));

    [Fact]
    public void On_22_November_2026_three_scopes_are_compulsory_and_eight_are_publishing()
    {
        var statuses = Table.Scopes.CountBy(scope => scope.StatusOn(new LocalDate(2026, 11, 22))).ToDictionary();

        statuses.Should().Equal(new Dictionary<ScopeStatus, int>
        {
            [ScopeStatus.Compulsory] = 3,
            [ScopeStatus.Publishing] = 8,
            [ScopeStatus.NotListed] = 31,
        });
    }

    [Theory]
    [InlineData("02.1100.001.02", "cardiology", "kardiologia")]
    [InlineData("02.1580.001.02", "orthopaedics", "ortopedia i traumatologia narządu ruchu")]
    [InlineData("02.1450.001.02", "gynaecology", "położnictwo i ginekologia")]
    [InlineData("01.0034.102.01", "cervical-screening", "profilaktyka raka szyjki macicy, etap podstawowy")]
    [InlineData("02.1450.102.02", "cervical-screening", "profilaktyka raka szyjki macicy, etap podstawowy")]
    public void A_known_code_leads_to_its_scope(string code, string key, string polish)
    {
        var scope = Table.Find(ScopeCode.Parse(code));

        scope.Should().NotBeNull().And.Be(Table.Find(key));
        scope!.NameIn(Language.Polish).Should().Be(polish);
    }

    [Fact]
    public void An_unknown_code_is_not_listed() =>
        Table.StatusOn(ScopeCode.Parse("99.9999.999.99"), new LocalDate(2030, 1, 1)).Should().Be(ScopeStatus.NotListed);

    [Fact]
    public void Each_scope_is_decided_by_a_shipped_policy_with_the_same_window()
    {
        foreach (var scope in Table.Scopes)
        {
            var policy = PolicyText.Parse(RepositoryFiles.Read($"policies/{scope.PolicyId}.json")).OrThrow();
            (policy.Ref.Id, policy.WindowDays).Should().Be((scope.PolicyId, scope.WindowDays));
        }
    }

    [Fact]
    public void A_date_without_a_source_is_refused() =>
        ErrorsOf(wave => wave["listed"]!.AsObject().Remove("source"))
            .Should().Equal(new DataError("waves[0].listed.source", "It is missing. Add it."));

    [Fact]
    public void Dates_out_of_order_are_refused() =>
        ErrorsOf(wave => wave["bookingFrom"]!["value"] = "2026-05-31")
            .Should().ContainSingle().Which.Path.Should().Be("waves[0].bookingFrom.value");

    [Fact]
    public void A_scope_or_a_code_that_stands_twice_is_refused() =>
        ErrorsOf(wave => wave["scopes"]!.AsArray().Add(wave["scopes"]![0]!.DeepClone()))
            .Select(error => error.ToString()).Should().Equal(
                "waves[0].scopes[1].key: 'cardiology' stands in the table twice. Keep one of the two.",
                "waves[0].scopes[1].codes.value[0]: '02.1100.001.02' stands in the table twice. Keep one of the two.");

    [Fact]
    public void A_wrong_code_is_refused() =>
        ErrorsOf(wave => wave["scopes"]![0]!["codes"]!["value"]![0] = "1100").Should().Equal(new DataError(
            "waves[0].scopes[0].codes.value[0]", "'1100' is no scope code. Write one such as 02.1450.001.02."));

    [Fact]
    public void An_unknown_member_is_refused() =>
        ErrorsOf(wave => wave["scopes"]![0]!["de"] = "Kardiologie")
            .Should().ContainSingle().Which.Path.Should().Be("waves[0].scopes[0].de");

    private static ValueList<DataError> ErrorsOf(Action<JsonObject> change)
    {
        var file = JsonNode.Parse(Text)!;
        change(file["waves"]![0]!.AsObject());
        return ScopeTableText.Parse(file.ToJsonString()).Should().BeOfType<Parsed<ScopeTable>.Bad>().Subject.Errors;
    }

    private static string Day(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);
}
