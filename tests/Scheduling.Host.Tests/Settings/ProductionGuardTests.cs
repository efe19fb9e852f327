using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Tests.Settings;

/// <summary>Production starts with nothing that was only made up for a trial.</summary>
public sealed class ProductionGuardTests : IDisposable
{
    private static readonly HostSettings Good = HostSettings.Usual with
    {
        Environment = HostEnvironment.Production,
        Issuer = new OutsideIssuer(new Uri("https://issuer.example"), null, null, "poczekalnia"),
        IsBehindProxy = true,
        EligibilityUrl = new Uri("https://register.example"),
    };

    private readonly string _keys = Directory.CreateTempSubdirectory("scheduling-keys-").FullName;

    public ProductionGuardTests() => MakeKeys(_keys);

    public void Dispose() => Directory.Delete(_keys, recursive: true);

    [Fact]
    public void With_an_issuer_keys_and_a_way_in_of_its_own_it_starts() =>
        ProductionGuards.Check(Good, _keys, SystemClock.Instance).Should().BeEmpty();

    [Fact]
    public void Locally_nothing_is_asked_for() =>
        ProductionGuards.Check(HostSettings.Usual, "nowhere", new VirtualClock(Instant.FromUnixTimeSeconds(0)))
            .Should().BeEmpty();

    [Fact]
    public void The_local_issuer_will_not_do() =>
        Refused(Good with { Issuer = null }).Should().StartWith("POCZEKALNIA_ISSUER_AUTHORITY: ");

    [Fact]
    public void A_key_that_is_missing_will_not_do()
    {
        File.Delete(Path.Combine(_keys, "hash.key"));

        Refused(Good).Should().StartWith("POCZEKALNIA_KEYS: ").And.Contain("hash.key");
    }

    [Fact]
    public void A_key_that_is_too_short_will_not_do()
    {
        File.WriteAllBytes(Path.Combine(_keys, "hash.key"), [1, 2, 3]);

        Refused(Good).Should().StartWith("POCZEKALNIA_KEYS: ");
    }

    [Fact]
    public void A_key_that_a_node_made_for_itself_will_not_do()
    {
        File.Delete(Path.Combine(_keys, "hash.key"));
        KeyFile.ReadOrMake(_keys, "hash");

        Refused(Good).Should().StartWith("POCZEKALNIA_KEYS: ");
    }

    [Fact]
    public void A_register_that_nobody_asks_will_not_do()
    {
        Refused(Good with { EligibilityUrl = null }).Should().StartWith("POCZEKALNIA_ELIGIBILITY_URL: ");
        ProductionGuards.Check(
            Good with { EligibilityUrl = null, Eligibility = EligibilityVerdict.Unavailable }, _keys,
            SystemClock.Instance).Should().BeEmpty();
    }

    [Fact]
    public void A_virtual_clock_will_not_do() =>
        ProductionGuards.Check(Good, _keys, new VirtualClock(Instant.FromUnixTimeSeconds(0)))
            .Should().ContainSingle().Which.Should().Contain("clock");

    [Fact]
    public void Plain_http_will_not_do_without_a_proxy_and_https_will()
    {
        Refused(Good with { IsBehindProxy = false }).Should().StartWith("POCZEKALNIA_URL: ");
        ProductionGuards.Check(
            Good with { IsBehindProxy = false, Url = new Uri("https://0.0.0.0:443") }, _keys, SystemClock.Instance)
            .Should().BeEmpty();
    }

    private string Refused(HostSettings settings) =>
        ProductionGuards.Check(settings, _keys, SystemClock.Instance).Should().ContainSingle().Subject;

    private static void MakeKeys(string folder)
    {
        foreach (var name in KeyFile.Names)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{name}.key"), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        }
    }
}
