using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Poczekalnia.Commands;
using Spectre.Console;

namespace Poczekalnia.Tests.Checks;

/// <summary>What <c>poczekalnia check FILE</c> prints and returns.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_sound_file_has_no_violations_and_the_answer_is_0()
    {
        Write(Sound().Lines());
        var (code, output, errors) = Run();
        code.Should().Be(0, output + errors);
        output.TrimEnd().Should().EndWith("violations: 0").And.Contain("nobody-passed-over");
    }

    [Fact]
    public void A_violated_invariant_is_shown_with_position_and_sentence_and_the_answer_is_1()
    {
        var clinic = Sound();
        clinic.Publish("slot", "2026-09-18T09:00:00");
        Write(clinic.Lines());
        var (code, output, _) = Run();
        code.Should().Be(1);
        output.Should().Contain("offered-before-open at 8: slot of 2026-09-18T09:00:00 is due and still undecided");
        output.TrimEnd().Should().EndWith("violations: 1");
    }

    [Fact]
    public void A_file_cut_off_is_named_with_line_and_reason_and_the_answer_is_2()
    {
        Write(Sound().Lines());
        var lines = File.ReadAllLines(_path);
        File.WriteAllText(_path, string.Join('\n', lines.SkipLast(1)) + "\n");
        var (code, output, errors) = Run();
        code.Should().Be(2);
        output.Should().BeEmpty();
        errors.Should().StartWith($"{_path}:{lines.Length}: ").And.Contain("cut off");
    }

    [Fact]
    public void A_line_that_no_check_can_read_is_named_and_the_answer_is_2()
    {
        var clinic = Sound();
        clinic.Last("window_advanced")["through"] = "tomorrow";
        Write(clinic.Lines());
        var (code, _, errors) = Run();
        code.Should().Be(2);
        errors.Should().StartWith($"{_path}:").And.Contain("'tomorrow' is no date");
    }

    [Fact]
    public void That_a_file_is_cut_off_comes_before_a_line_that_no_check_can_read()
    {
        var clinic = Sound();
        clinic.Last("window_advanced")["through"] = "tomorrow";
        Write(clinic.Lines().SkipLast(1));
        Run().Errors.Should().Contain("cut off").And.NotContain("tomorrow");
    }

    [Fact]
    public void Of_a_part_of_a_history_the_table_says_what_is_not_judged()
    {
        Write(Sound().Lines(), partial: true);
        var (code, output, _) = Run();
        code.Should().Be(0);
        output.Split('\n').Should().ContainSingle(line => line.Contains("versions-gapless", StringComparison.Ordinal))
            .Which.Should().Contain("not judged").And.Contain("partial");
        output.Split('\n').Should().ContainSingle(line => line.Contains("clock-monotone", StringComparison.Ordinal))
            .Which.Should().NotContain("not judged");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_and_the_answer_is_2()
    {
        File.Delete(_path);
        Run().Code.Should().Be(2);
    }

    private static Clinic Sound() => Clinic.Open();

    private (int Code, string Output, string Errors) Run()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 400;
        var code = CheckCommand.Run(_path, console, errors);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Writes lines as a case file: a manifest before them, canonical, each with its hash.</summary>
    private void Write(IEnumerable<JsonObject> lines, bool partial = false)
    {
        var manifest = new JsonObject
        {
            ["type"] = "manifest", ["format"] = 1, ["scenario"] = "test", ["seed"] = "1", ["code"] = "test",
            ["tzdb"] = "test", ["clock"] = "virtual", ["from"] = "2026-09-01T06:00:00Z", ["pseudonymised"] = "no",
        };
        if (partial)
        {
            manifest["partial"] = "yes";
        }

        var last = "";
        var text = new StringBuilder();
        foreach (var line in lines.Prepend(manifest))
        {
            last = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(last + Canonical(line))));
            line["h"] = last;
            text.Append(Canonical(line)).Append('\n');
        }

        File.WriteAllText(_path, text.ToString());
    }

    private static string Canonical(JsonNode node) => node switch
    {
        JsonObject fields => "{" + string.Join(',', fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"\"{field.Key}\":{Canonical(field.Value!)}")) + "}",
        JsonArray items => "[" + string.Join(',', items.Select(item => Canonical(item!))) + "]",
        _ => node.ToJsonString(),
    };
}
