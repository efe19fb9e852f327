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

    private const string LockName = "notices.lock";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

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

    // Other nodes may write there too, and .NET finds the end of a file itself: so one at a time, by a lock beside it
    // that nobody who reads the file meets.
    private async Task Append(byte[] line, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        await using var held = await Hold(stop);
        await using var file = new FileStream(
            Path.Combine(folder, FileName), OptionsOf(FileMode.Append, FileShare.ReadWrite));
        await file.WriteAsync(line, stop);
        file.Flush(flushToDisk: true);
    }

    private async Task<FileStream> Hold(CancellationToken stop)
    {
        for (var tried = TimeSpan.Zero; ; tried += LookEvery)
        {
            try
            {
                return new FileStream(
                    Path.Combine(folder, LockName), OptionsOf(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException) when (tried < DeliveryLimits.TimePerTry)
            {
                await Task.Delay(LookEvery, stop);
            }
        }
    }

    private static FileStreamOptions OptionsOf(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode, Access = FileAccess.Write, Share = share, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private sealed record Line(
        NodaTime.Instant At, NoticeChannel Channel, string Key, NoticeKind Kind, string Language, string? Subject,
        string Text, string To);
}
