using System.Security.Cryptography;
using System.Text;
using Poczekalnia.CaseFiles;

namespace Poczekalnia.Tests.CaseFiles;

/// <summary>
/// A file that somebody cut, edited or put together is refused with the line and the reason, and never half-read.
/// </summary>
public sealed class BrokenCaseFileTests
{
    private static readonly string[] Whole = SampleCase.Lines();

    [Fact]
    public void A_changed_byte_is_found_in_its_line()
    {
        for (var line = 0; line < Whole.Length; line++)
        {
            var hash = Whole[line].IndexOf("\"h\":\"", StringComparison.Ordinal) + 5;
            Refused(Edit(line, hash, Whole[line][hash] == 'a' ? 'b' : 'a'), line + 1, "its hash is wrong*");
        }

        Refused(Edit(0, Whole[0].IndexOf("sample", StringComparison.Ordinal), 'S'), 1, "its hash is wrong*");
    }

    [Fact]
    public void Any_changed_byte_is_found()
    {
        for (var at = 0; at < Whole[5].Length; at++)
        {
            if (Whole[5][at] is var old && Edit(5, at, old == '7' ? '8' : '7') is var edited)
            {
                FluentActions.Invoking(() => Open(edited)).Should().Throw<CaseFileException>()
                    .Which.Line.Should().Be(6, $"byte {at} was {old}");
            }
        }
    }

    [Fact]
    public void A_cut_off_line_is_found() =>
        Refused(string.Join('\n', Whole)[..^10], Whole.Length, "it is cut off: the line feed is missing");

    [Fact]
    public void A_file_cut_between_lines_is_found() =>
        Refused(File(Whole[..^1]), Whole.Length, "the end line is missing: the file is cut off");

    [Fact]
    public void A_cut_before_the_last_line_feed_is_found() =>
        Refused(string.Join('\n', Whole), Whole.Length, "it is cut off: the line feed is missing");

    [Fact]
    public void An_empty_file_is_none() => Refused("", 1, "the file is empty");

    [Fact]
    public void Lines_in_another_order_are_found() =>
        Refused(File([.. Whole[..7], Whole[8], Whole[7], .. Whole[9..]]), 8, "its hash is wrong*");

    [Fact]
    public void A_line_left_out_is_found() =>
        Refused(File([.. Whole[..7], .. Whole[8..]]), 8, "its hash is wrong*");

    [Fact]
    public void A_line_after_the_end_is_found() =>
        Refused(File([.. Whole, Whole[^1]]), Whole.Length + 1, "a line follows the end line");

    [Theory]
    [InlineData("""{"h":"?","type":"end"}""", 1, "the first line is no manifest")]
    [InlineData("""{"format":2,"h":"?","type":"manifest"}""", 1, "format 2 is not known")]
    [InlineData("""{"h":"?","type":"manifest"}""", 1, "the number format is missing")]
    [InlineData("""{"format":1,"h":"?"}""", 1, "the member type is missing or of another kind")]
    public void A_file_of_another_kind_is_none(string line, int number, string reason) =>
        Refused(Hashed(line), number, reason);

    public static TheoryData<string, string> Misplaced => new()
    {
        { """{"h":"?","type":"manifest"}""", "a manifest that is not the first line" },
        { Event("{}", 4), "position 4 comes after position 4" },
        { Event("1", 5), "the member data is missing*" },
        { End("yes", events: 2), "it counts {*2*but there are*1*" },
        { End("perhaps", events: 1), "complete is neither yes nor no" },
    };

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void A_line_that_cannot_stand_there_is_found_although_its_hash_is_right(string line, string reason) =>
        Refused(Hashed("""{"format":1,"h":"?","type":"manifest"}""", Event("{}", 4), line), 3, reason);

    [Theory]
    [InlineData("""{"format":1.0,"type":"manifest"}""", "*byte 12: a number is not an integer")]
    [InlineData("""{"format":1e0,"type":"manifest"}""", "*byte 12: a number is not an integer")]
    [InlineData("""{"format":01,"type":"manifest"}""", "*a number is not written in the one way*")]
    [InlineData("""{"format":-0,"type":"manifest"}""", "*a number is not written in the one way*")]
    [InlineData("""{"format":9223372036854775808,"type":"manifest"}""", "*a number is too large")]
    [InlineData("""{"format":true,"type":"manifest"}""", "*byte 11: a string, an integer, an object or a list*")]
    [InlineData("""{"format":null,"type":"manifest"}""", "*byte 11: a string, an integer, an object or a list*")]
    [InlineData("""{"type":"manifest","format":1}""", "*byte 20: members are not in ordinal order or stand twice")]
    [InlineData("""{"format":1,"format":1}""", "*byte 13: members are not in ordinal order or stand twice")]
    [InlineData("""{"a":{"c":1,"b":1}}""", "*byte 13: members are not in ordinal order*")]
    [InlineData("""{"format": 1}""", "*byte 11*")]
    [InlineData("""{"format":1,}""", "*byte 13: a member is expected")]
    [InlineData("""{"a":[1,]}""", "*byte 9*")]
    [InlineData("""{"a":[1}""", "*a comma or a closing bracket is expected")]
    [InlineData("""{"format":1} """, "*byte 13: something follows the object")]
    [InlineData("""{"format":1""", "*byte 12: a comma or a closing brace is expected")]
    [InlineData("""{"a":"\u0041"}""", "*a character is not escaped, or not in the one way*")]
    [InlineData("""{"a":"\u000a"}""", "*a character is not escaped, or not in the one way*")]
    [InlineData("""{"a":"\u001F"}""", "*a character is not escaped, or not in the one way*")]
    [InlineData("""{"a":"\/"}""", "*a character is not escaped, or not in the one way*")]
    [InlineData("{\"a\":\"\t\"}", "*a character is not escaped, or not in the one way*")]
    [InlineData("{\"a\":\"b", "*a string has no end")]
    [InlineData("{\"format\":1}\r", "*byte 13: something follows the object")]
    [InlineData("\ufeff{}", "it is no JSON object")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("", "it is no JSON object")]
    public void A_line_that_is_not_canonical_is_found(string line, string reason) => Refused(line + "\n", 1, reason);

    [Fact]
    public void Bytes_that_are_no_text_are_found() =>
        FluentActions.Invoking(() => CaseFile.Open(() => new MemoryStream([(byte)'{', 0xC3, (byte)'}', (byte)'\n'])))
            .Should().Throw<CaseFileException>().Which.Reason.Should().Be("it is not UTF-8");

    [Fact]
    public void A_depth_that_nobody_needs_is_refused() =>
        Refused("{\"a\":" + new string('[', 10_000) + "\n", 1, "*it is nested too deeply");

    [Fact]
    public void A_line_of_a_type_that_nobody_knows_is_kept()
    {
        var file = Open(Hashed(
            """{"clock":"virtual","code":"c","format":1,"from":"2026-09-15T10:00:00Z","h":"?","pseudonymised":"no" """
                .TrimEnd() + ""","scenario":"s","seed":"1","type":"manifest","tzdb":"t"}""",
            """{"h":"?","type":"remark","ż":"\u001f\"\\"}""",
            End("yes", events: 0)));

        file.Lines().Select(line => line.Type).Should().Equal("manifest", "remark", "end");
    }

    private static string Event(string data, int position) =>
        $$"""{"data":{{data}},"h":"?","instant":"i","name":"n","position":{{position}},"stream":"s","type":"event"}""";

    private static string End(string complete, int events) =>
        $$"""{"complete":"{{complete}}","counts":{"commands":0,"events":{{events}},"notices":0,"policies":0}"""
        + ""","h":"?","type":"end"}""";

    private static void Refused(string text, long line, string reason)
    {
        var broken = FluentActions.Invoking(() => Open(text)).Should().Throw<CaseFileException>().Which;
        broken.Reason.Should().Match(reason);
        broken.Line.Should().Be(line);
        broken.Message.Should().Be($"Line {line}: {broken.Reason}");
    }

    private static CaseFile Open(string text) => CaseFile.Open(() => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Edit(int line, int at, char character) =>
        File([.. Whole[..line], Whole[line][..at] + character + Whole[line][(at + 1)..], .. Whole[(line + 1)..]]);

    private static string File(string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>The lines with right hashes in place of the question marks.</summary>
    private static string Hashed(params string[] lines)
    {
        var (file, last) = (new StringBuilder(), "");
        foreach (var line in lines)
        {
            var without = line.Replace(",\"h\":\"?\"", "", StringComparison.Ordinal)
                .Replace("\"h\":\"?\",", "", StringComparison.Ordinal);
            last = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(last + without)));
            file.Append(line.Replace("?", last, StringComparison.Ordinal)).Append('\n');
        }

        return file.ToString();
    }
}
