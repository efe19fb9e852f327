using System.Text.Json;
using System.Text.RegularExpressions;
using Scheduling.Domain.Tests;
using Scheduling.Host.Settings;
using YamlDotNet.Serialization;

namespace Scheduling.Host.Tests.Settings;

/// <summary>What the container files name is there, and what they set are settings.</summary>
public sealed partial class ContainerTests
{
    private static readonly Dictionary<object, object> Compose =
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(
            RepositoryFiles.Read("docker-compose.yml"));

    private static readonly string[] Steps = RepositoryFiles.Read("Dockerfile").ReplaceLineEndings("\n")
        .Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Where(line => line.Length > 0 && !line.StartsWith('#')).ToArray();

    private static Dictionary<object, object> Services => (Dictionary<object, object>)Compose["services"];

    [Fact]
    public void There_is_a_database_a_node_and_somebody_who_takes_the_mail() =>
        Services.Keys.Should().BeEquivalentTo(new[] { "db", "host", "mail" });

    [Fact]
    public void Every_image_is_named_exactly()
    {
        Services.Values.Cast<Dictionary<object, object>>()
            .Where(service => service.ContainsKey("image")).Select(service => (string)service["image"])
            .Concat(Steps.Where(step => step.StartsWith("FROM ", StringComparison.Ordinal))
                .Select(step => step.Split(' ')[1]))
            .Should().HaveCount(4).And.OnlyContain(image => ExactImage().IsMatch(image));
        using var sdk = JsonDocument.Parse(RepositoryFiles.Read("global.json"));
        Steps.Should().Contain(
            $"FROM mcr.microsoft.com/dotnet/sdk:{sdk.RootElement.GetProperty("sdk").GetProperty("version")} AS build");
    }

    [Fact]
    public void What_is_set_are_settings_that_a_node_starts_with()
    {
        var set = ((Dictionary<object, object>)Part("host", "environment"))
            .ToDictionary(each => (string)each.Key, each => (string)each.Value);
        foreach (var pair in Steps.Where(step => step.StartsWith("ENV ", StringComparison.Ordinal))
            .SelectMany(step => step.Split(' ')[1..]).Select(pair => pair.Split('=', 2)))
        {
            set.TryAdd(pair[0], pair[1]);
        }

        var settings = HostSettings.Read(new SettingSource(_ => null, set));

        set.Keys.Should().BeSubsetOf(SettingsTable.All.Select(setting => setting.Variable));
        settings.Url.Should().Be(new Uri("http://0.0.0.0:5180"));
        settings.Notices.Smtp!.Host.Should().Be("mail");
        set["SCHEDULING_DB"].Should().Contain("Host=db;").And.Contain(
            $"Password={((Dictionary<object, object>)Part("db", "environment"))["POSTGRES_PASSWORD"]}");
    }

    [Fact]
    public void Only_this_machine_reaches_it_and_at_the_port_where_it_listens()
    {
        var ports = Services.Values.Cast<Dictionary<object, object>>()
            .Where(service => service.ContainsKey("ports"))
            .SelectMany(service => ((List<object>)service["ports"]).Cast<string>());

        ports.Should().BeEquivalentTo("127.0.0.1:5180:5180", "127.0.0.1:8025:8025");
        Steps.Should().Contain("EXPOSE 5180");
    }

    [Fact]
    public void It_is_built_apart_runs_as_nobody_special_and_says_whether_it_is_ready()
    {
        Steps.Count(step => step.StartsWith("FROM ", StringComparison.Ordinal)).Should().Be(2);
        Steps.Should().Contain("USER $APP_UID");
        Steps.Should().Contain(step => step.StartsWith("HEALTHCHECK ", StringComparison.Ordinal)
            && step.Contains("\"scheduling-host.dll\", \"health\"", StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_is_built_from_is_there() =>
        Steps.Where(step => step.StartsWith("COPY ", StringComparison.Ordinal) && !step.Contains("--from"))
            .SelectMany(step => step.Split(' ')[1..^1]).Should().OnlyContain(
                path => Path.Exists(RepositoryFiles.PathOf(path)));

    [Fact]
    public void What_is_kept_is_kept_in_volumes()
    {
        var used = Services.Values.Cast<Dictionary<object, object>>()
            .Where(service => service.ContainsKey("volumes"))
            .SelectMany(service => ((List<object>)service["volumes"]).Cast<string>())
            .Select(volume => volume.Split(':')[0]);

        used.Should().BeEquivalentTo(((Dictionary<object, object>)Compose["volumes"]).Keys);
        ((List<object>)Part("host", "volumes")).Should().Contain("keys:/keys").And.Contain("notices:/notices");
    }

    private static object Part(string service, string name) => ((Dictionary<object, object>)Services[service])[name];

    [GeneratedRegex(@"^[a-z0-9./-]+:v?\d+\.\d+(\.\d+)?$")]
    private static partial Regex ExactImage();
}
