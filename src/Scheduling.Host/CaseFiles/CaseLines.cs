using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scheduling.Host.CaseFiles;

/// <summary>The lines of a case file, and whether they are whole (<c>docs/case-file.md</c>).</summary>
public static class CaseLines
{
    private const int HashDigits = 64;

    // Lines are a few hundred bytes; a day plan of two hundred slots has some tens of thousands.
    private const int BufferSize = 1 << 20;

    private static ReadOnlySpan<byte> HashMember => "\"h\":\""u8;

    /// <summary>
    /// Makes sure of a whole file before it is used: every line has the hash that it must have, the first is a
    /// manifest, the last an end line.
    /// </summary>
    /// <param name="progress">Told the share of the file that was read, now and then.</param>
    /// <returns>Its policies and table of scopes.</returns>
    /// <exception cref="FormatException">It is no case file, or was changed or cut off; the message says
    /// where.</exception>
    public static IReadOnlyList<PolicyFile> Verify(string path, Action<double>? progress = null)
    {
        var (number, last, isEnded) = (0L, Array.Empty<byte>(), false);
        var policies = new List<PolicyFile>();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var line in Read(path, progress))
        {
            number++;
            if (isEnded)
            {
                throw new FormatException($"Line {number} follows the end line.");
            }

            if (number == 1)
            {
                Manifest(line);
            }

            var at = line.Span.IndexOf(HashMember);
            if (at < 0 || at + HashMember.Length + HashDigits >= line.Length)
            {
                throw new FormatException($"Line {number} is no line of a case file: it has no hash.");
            }

            var claimed = line.Span.Slice(at + HashMember.Length, HashDigits);
            SHA256.HashData([.. last, .. Without(line.Span, at)], digest);
            last = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest));
            if (!claimed.SequenceEqual(last))
            {
                throw new FormatException(
                    $"The hash of line {number} is wrong: it, or a line before it, was changed or left out.");
            }

            isEnded = line.Span.IndexOf("\"type\":\"end\""u8) > 0;
            if (line.Span.IndexOf("\"type\":\"policy\""u8) > 0)
            {
                policies.AddRange(CaseStep.ReadAll([line]).OfType<CasePolicy>().Select(policy => policy.File));
            }
        }

        return isEnded ? policies
            : number == 0 ? throw new FormatException("The file is empty.")
            : throw new FormatException($"The end line is missing after line {number}: the file is cut off.");
    }

    /// <summary>The lines one after the other, without their line feeds; each is gone when the next is
    /// asked for.</summary>
    /// <param name="progress">Told the share of the file that was read, now and then.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path, Action<double>? progress = null)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var (buffer, from, to, read) = (new byte[BufferSize], 0, 0, 0L);
        while (true)
        {
            var length = buffer.AsSpan(from, to - from).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return buffer.AsMemory(from, length);
                from += length + 1;
                continue;
            }

            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (from, to) = (0, to - from);
            if (to == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var more = file.Read(buffer, to, buffer.Length - to);
            if (more == 0)
            {
                break;
            }

            to += more;
            read += more;
            progress?.Invoke((double)read / Math.Max(1, file.Length));
        }

        if (to > 0)
        {
            // The last line has no line feed: whoever makes sure of the file says what is wrong with that.
            yield return buffer.AsMemory(0, to);
        }
    }

    private static void Manifest(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("type").GetString() == "manifest"
                && json.RootElement.GetProperty("format").GetInt64() == 1)
            {
                return;
            }
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"Line 1 is no manifest of a case file: {broken.Message}", broken);
        }

        throw new FormatException("Line 1 is no manifest of a case file of format 1.");
    }

    // Without the member there is no comma for it either.
    private static byte[] Without(ReadOnlySpan<byte> line, int at)
    {
        var end = at + HashMember.Length + HashDigits + 1;
        return at > 1
            ? [.. line[..(at - 1)], .. line[end..]]
            : [.. line[..at], .. line[Math.Min(end + 1, line.Length)..]];
    }
}
