using System.Globalization;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Tests.Notices;

/// <summary>What a local run has instead of a mail server and gateways.</summary>
public sealed class FileSenderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "notices");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task Every_message_is_a_line_however_many_write_at_once()
    {
        using var one = new FileSender(_folder);
        using var other = new FileSender(_folder);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(
            i => (i % 2 == 0 ? one : other).Send(Notice(i), default)));

        var lines = await File.ReadAllLinesAsync(Path.Combine(_folder, FileSender.FileName));
        lines.Should().HaveCount(200).And.OnlyHaveUniqueItems();
        lines.Should().Contain(string.Concat(
            """{"at":"2026-09-07T08:00:00Z","channel":"email","key":"key 7","kind":"put-on-list","language":"pl",""",
            "\"subject\":\"Jesteś w Poczekalni\",\"text\":\"Dzień dobry!\\n\",\"to\":\"anna@patients.example\"}"));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder, FileSender.FileName))
                .Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_written_it_is_tried_again()
    {
        await File.WriteAllTextAsync(_folder, "a file where the folder should be");
        using var sender = new FileSender(_folder);

        (await sender.Send(Notice(1), default)).Should().BeOfType<SendResult.Failed>();
    }

    private static OutgoingNotice Notice(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"key {number}"), NoticeKind.PutOnList, NoticeChannel.Email,
        "anna@patients.example", null, Language.Polish, new NoticeMessage("Jesteś w Poczekalni", "Dzień dobry!\n"),
        Instant.FromUtc(2026, 9, 7, 8, 0));
}
