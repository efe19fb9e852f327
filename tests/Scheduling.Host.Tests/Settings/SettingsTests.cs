using System.Text;
using Scheduling.Domain.Tests;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Tests.Settings;

/// <summary>What is set is in force, and what is set wrongly stops the start with its name and cure.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void The_document_of_settings_says_what_the_code_says() =>
        RepositoryFiles.Verify("docs/settings.md", Document());

    [Fact]
    public void What_nobody_has_set_is_as_usual()
    {
        var settings = HostSettings.Usual;

        settings.Environment.Should().Be(HostEnvironment.Local);
        settings.Url.Should().Be(new Uri("http://127.0.0.1:5180"));
        settings.Issuer.Should().BeNull();
        SettingsTable.All.Should().OnlyContain(setting => setting.Usual == null || setting.Takes(setting.Usual));
        SettingsTable.All.Select(setting => setting.Variable).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_an_empty_text_is_none()
    {
        var environment = new Dictionary<string, string>
        {
            ["POCZEKALNIA_STOP_SECONDS"] = "7", ["POCZEKALNIA_AUDIT_SECONDS"] = "8", ["POCZEKALNIA_LOG"] = "",
        };

        var settings = HostSettings.Read(
            new SettingSource(option => option == "--stop-seconds" ? "9" : null, environment));

        settings.Stop.Should().Be(TimeSpan.FromSeconds(9));
        settings.AuditEvery.Should().Be(TimeSpan.FromSeconds(8));
        settings.Log.Should().Be(LogFormat.Simple);
    }

    [Theory]
    [InlineData("POCZEKALNIA_ENVIRONMENT", "staging", "local, production")]
    [InlineData("POCZEKALNIA_URL", "127.0.0.1:5180", "http://127.0.0.1:5180")]
    [InlineData("POCZEKALNIA_URL", "http://127.0.0.1:5180/api", "http://127.0.0.1:5180")]
    [InlineData("POCZEKALNIA_URL", "https://0.0.0.0:443", "POCZEKALNIA_CERTIFICATE_KEY")]
    [InlineData("POCZEKALNIA_CERTIFICATE", "nowhere.pem", "the path of a file")]
    [InlineData("POCZEKALNIA_BEHIND_PROXY", "true", "no, yes")]
    [InlineData("POCZEKALNIA_ISSUER_AUTHORITY", "http://issuer.example", "https")]
    [InlineData("POCZEKALNIA_ISSUER_KEYS", "nowhere.json", "the path of a file")]
    [InlineData("POCZEKALNIA_METRICS", "anybody", "loopback, operator, everybody")]
    [InlineData("POCZEKALNIA_LOG", "xml", "simple, json")]
    [InlineData("POCZEKALNIA_SEARCHES_PER_SECOND", "0", "1 to")]
    [InlineData("POCZEKALNIA_SEARCH_BURST", "many", "1 to")]
    [InlineData("POCZEKALNIA_STOP_SECONDS", "-1", "1 to 600")]
    [InlineData("POCZEKALNIA_STOP_SECOND", "10", "docs/settings.md")]
    public void What_is_wrong_is_told_with_its_name_and_its_cure(string name, string text, string cure)
    {
        var read = () => HostSettings.Read(
            new SettingSource(_ => null, new Dictionary<string, string> { [name] = text }));

        // What is wrong with an address may be that something else is missing.
        var named = name.Replace("_URL", "_*", StringComparison.Ordinal);
        read.Should().Throw<SettingsException>().WithMessage($"{named}*: *{cure}*");
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_no_secret_is_repeated()
    {
        var environment = new Dictionary<string, string>
        {
            ["SCHEDULING_DB"] = " ", ["POCZEKALNIA_LOG"] = "xml", ["POCZEKALNIA_METRICS"] = "nobody",
        };

        var read = () => HostSettings.Read(new SettingSource(_ => null, environment));

        read.Should().Throw<SettingsException>().Which.Message.Split('\n').Should().HaveCount(2);
        var source = new SettingSource(_ => null, environment);
        source.Of(SettingsTable.Database);
        source.Wrong.Should().ContainSingle().Which.Should().NotContain("' '").And.StartWith("SCHEDULING_DB");
        SettingsTable.Database.Option.Should().BeNull();
    }

    [Fact]
    public void An_issuer_with_keys_in_a_file_needs_a_name_and_two_issuers_are_one_too_many()
    {
        var keys = RepositoryFiles.PathOf("README.md");
        var both = new Dictionary<string, string>
        {
            ["POCZEKALNIA_ISSUER_KEYS"] = keys, ["POCZEKALNIA_ISSUER_AUTHORITY"] = "https://issuer.example",
        };

        var read = () => HostSettings.Read(new SettingSource(_ => null, both));

        read.Should().Throw<SettingsException>().Which.Message.Split('\n')
            .Should().HaveCount(2).And.Contain(line => line.StartsWith("POCZEKALNIA_ISSUER_NAME"))
            .And.Contain(line => line.StartsWith("POCZEKALNIA_ISSUER_KEYS"));
    }

    private static string Document()
    {
        var text = new StringBuilder(
            """
            # Settings

            For whoever runs the Host. Each is a variable of the environment, and unless it is a secret an option on
            the command line of `./run host`, which goes first. One that is wrong, missing or unknown stops the start,
            with its name and what to write; `./run host settings` prints what is in force and what is wrong with it.
            How to run it: [operation.md](operation.md). This page is generated from the code: a test compares it, and
            `UPDATE_GOLDEN=1 ./test` writes it anew.

            | variable | option | usual | meaning | values |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var setting in SettingsTable.All)
        {
            text.Append("| ").AppendJoin(
                " | ", $"`{setting.Variable}`", setting.Option is { } option ? $"`{option}`" : "secret",
                setting.Usual is { } usual ? $"`{usual}`" : "", setting.Meaning, setting.Values).Append(" |\n");
        }

        return text.ToString();
    }
}
