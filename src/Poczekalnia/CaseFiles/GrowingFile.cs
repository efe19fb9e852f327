namespace Poczekalnia.CaseFiles;

/// <summary>
/// A file that is read from its beginning while somebody still writes it: where the bytes end, a read waits for more,
/// and only when the writer is done is the end of the file the end.
/// </summary>
/// <param name="path">Of a file that exists already.</param>
/// <param name="written">Completes when the writer is done, well or not.</param>
internal sealed class GrowingFile(string path, Task written) : Stream
{
    // Nobody waits for a reader that lags behind by this.
    private const int PauseMilliseconds = 10;

    private readonly FileStream _file = new(
        path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            // Asked before the file is, so that bytes written in between are not missed.
            var isWritten = written.IsCompleted;
            if (_file.Read(buffer) is var read && (read > 0 || isWritten))
            {
                return read;
            }

            Task.WhenAny(written).Wait(PauseMilliseconds);
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
