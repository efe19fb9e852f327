using System.Security.Cryptography;
using Scheduling.Domain;
using Scheduling.Host.Patients;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Patients;

/// <summary>Personal data are kept encrypted, found by keyed hashes, changed once and forgotten for good.</summary>
public sealed class PatientRegisterTests(Postgres postgres)
{
    private static readonly ContactData Anna =
        new("Anna Testowa", "anna@patients.example", "+48500000001", "handle", Language.English);

    [Fact]
    public async Task Somebody_is_registered_once_and_found_again()
    {
        await using var database = await postgres.NewDatabase();
        var register = New(database, out _);

        var first = await register.Register(Id("1"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna);
        var again = await register.Register(Id("1"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna);
        var other = await register.Register(Id("2"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna with
        {
            Name = "Somebody Else",
        });

        first.Made.Should().BeTrue();
        again.Should().Be(first);
        other.Should().Be(new RegisterOutcome(first.Patient, 1, false));
        (await register.Find(TestPesel.Of(1))).Should().Be(first.Patient);
        (await register.Find(TestPesel.Of(2))).Should().BeNull();
        (await register.FindByMobile("+48500000001")).Should().Equal(first.Patient!.Value);
        (await register.Read(first.Patient.Value)).Should().Be(new KnownPatient(Anna, 1));
    }

    [Fact]
    public async Task Of_many_who_register_one_number_at_once_all_get_the_same_identity()
    {
        await using var database = await postgres.NewDatabase();
        var register = New(database, out _);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => register.Register(Id($"{i / 2}"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna)));

        outcomes.Select(outcome => outcome.Patient).Distinct().Should().ContainSingle().Which.Should().NotBeNull();
        (await database.Number($"select count(*) from patient.person")).Should().Be(1);
        (await database.Number($"select count(*) from patient.data_key")).Should().Be(1);
    }

    [Fact]
    public async Task A_change_that_comes_again_does_not_undo_a_later_one()
    {
        await using var database = await postgres.NewDatabase();
        var register = New(database, out _);
        var patient = (await register.Register(Id("1"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna))
            .Patient!.Value;
        var (second, third) = (Anna with { Mobile = "+48500000002" }, Anna with { Mobile = null });

        (await register.Change(Id("2"), patient, second)).Version.Should().Be(2);
        (await register.Change(Id("3"), patient, third)).Version.Should().Be(3);
        (await register.Change(Id("2"), patient, second)).Version.Should().Be(2, "it gets the answer it got");

        (await register.Read(patient)).Should().Be(new KnownPatient(third, 3));
        (await register.FindByMobile("+48500000001")).Should().BeEmpty();
        (await register.FindByMobile("+48500000002")).Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_is_erased_is_gone_and_no_old_request_brings_them_back()
    {
        await using var database = await postgres.NewDatabase();
        var register = New(database, out _);
        var before = await register.Register(Id("1"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna);
        var patient = before.Patient!.Value;

        (await register.Erase(Id("2"), patient)).Patient.Should().Be(patient);
        (await register.Erase(Id("2"), patient)).Patient.Should().Be(patient);
        (await register.Erase(Id("3"), patient)).Patient.Should().BeNull();
        (await register.Register(Id("1"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna)).Should().Be(before);
        (await register.Change(Id("4"), patient, Anna)).Patient.Should().BeNull();

        (await register.Read(patient)).Should().BeNull();
        (await register.Find(TestPesel.Of(1))).Should().BeNull();
        (await database.Number($"select count(*) from patient.person")).Should().Be(0);
        (await database.Number($"select count(*) from patient.data_key")).Should().Be(0);
        (await register.Register(Id("5"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna)).Patient
            .Should().NotBe(patient, "whoever comes back is somebody new");
    }

    [Fact]
    public async Task Without_the_right_keys_nothing_can_be_read_or_put_in_anothers_place()
    {
        await using var database = await postgres.NewDatabase();
        var register = New(database, out var keys);
        await register.RequireKeys();
        var anna = (await register.Register(Id("1"), PersonalKeys.NewPatient(), TestPesel.Of(1), Anna)).Patient!.Value;
        var piotr = (await register.Register(Id("2"), PersonalKeys.NewPatient(), TestPesel.Of(2), Anna))
            .Patient!.Value;

        await New(database, out var others).Awaiting(other => other.RequireKeys())
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*patients.key*");
        await New(database, out _).Awaiting(other => other.Read(anna))
            .Should().ThrowAsync<AuthenticationTagMismatchException>();
        others.HashOf(TestPesel.Of(1)).Should().NotEqual(keys.HashOf(TestPesel.Of(1)));

        await database.Execute($"""
            update patient.person p set contact = o.contact from patient.person o
            where p.patient = {piotr.Value} and o.patient = {anna.Value}
            """);
        await register.Awaiting(same => same.Read(piotr)).Should().ThrowAsync<AuthenticationTagMismatchException>();
        await database.Execute($"""
            update patient.data_key k set wrapped = o.wrapped from patient.data_key o
            where k.patient = {piotr.Value} and o.patient = {anna.Value}
            """);
        await register.Awaiting(same => same.Read(piotr)).Should().ThrowAsync<AuthenticationTagMismatchException>();
        await register.RequireKeys();
    }

    private static PatientRegister New(TestDatabase database, out PersonalKeys keys)
    {
        keys = new PersonalKeys(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        return new PatientRegister(database.Source, keys);
    }

    private static Guid Id(string name) => Ids.Derive("test-request", name);
}
