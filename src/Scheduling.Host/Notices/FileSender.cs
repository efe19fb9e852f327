using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Notices;

/// <summary>
/// Writes messages into a file, one line of JSON each: what a local run has instead of a mail server and gateways. The
/// file only grows, and a line that is reported as sent is on the disk.
/// </summary>
internal sealed class FileSender(string folder) : INoticeSender, IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "notices.ndjson";

    private readonly SemaphoreSlim _turn = new(1);

    public async Task<SendResult> Send(OutgoingNotice notice, CancellationToken stop)
    {
        var (key, kind, channel, to, _, language, message, at) = notice;
        byte[] line =
        [
            .. CanonicalJson.Write(new Line(
                at, channel, key, kind, LanguageTag.Of(language),
                message.Subject.Length == 0 ? null : message.Subject, message.Body, to)),
            (byte)'\n',
        ];
        await _turn.WaitAsync(stop);
        try
        {
            await Append(line, stop);
            return new SendResult.Sent();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new SendResult.Failed($"The file could not be written: {failed.GetType().Name}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // The line in one write at the end, wherever that is: other nodes may write there too.
    private async Task Append(byte[] line, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(Path.Combine(folder, FileName), options);
        await file.WriteAsync(line, stop);
        file.Flush(flushToDisk: true);
    }

    private sealed record Line(
        NodaTime.Instant At, NoticeChannel Channel, string Key, NoticeKind Kind, string Language, string? Subject,
        string Text, string To);
}
