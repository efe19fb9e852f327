namespace Poczekalnia.CaseFiles;

/// <summary>Collects whole lines and passes them on in large pieces; with no target they are forgotten.</summary>
internal sealed class LineSink(Stream? target)
{
    // Large enough that a write to the disk costs nothing per line, small enough to be lost without regret.
    private const int PieceLength = 1 << 20;

    private byte[] _bytes = target is null ? [] : new byte[PieceLength + (PieceLength / 4)];
    private int _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (target is null)
        {
            return;
        }

        if (_bytes.Length - _length < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>
    /// The bytes so far are whole lines, so they may go out: the file is a valid beginning at any time.
    /// </summary>
    public void EndLine()
    {
        if (_length >= PieceLength)
        {
            PassOn();
        }
    }

    public void Flush()
    {
        PassOn();
        target?.Flush();
    }

    private void PassOn()
    {
        target?.Write(_bytes.AsSpan(0, _length));
        _length = 0;
    }
}
