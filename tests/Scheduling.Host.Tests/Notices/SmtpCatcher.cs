using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scheduling.Host.Tests.Notices;

/// <summary>
/// A mail server of a test's own on this machine: it speaks SMTP (RFC 5321) with whoever comes and keeps what it takes.
/// </summary>
internal sealed class SmtpCatcher : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<CaughtMail> _mails = new();
    private readonly Task _work;

    public SmtpCatcher()
    {
        _listener.Start();
        _work = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<CaughtMail> Mails => [.. _mails];

    /// <summary>The answer to a recipient's address; such as <c>550 no such user</c>.</summary>
    public Func<string, string> AnswerToRecipient { get; set; } = _ => "250 fine";

    /// <summary>Whether it asks everybody to log in.</summary>
    public bool WantsLogIn { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false))
        {
            NewLine = "\r\n", AutoFlush = true,
        };
        try
        {
            await writer.WriteLineAsync("220 catcher.example ESMTP");
            await Converse(reader, writer);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Whoever hung up said nothing more.
        }
    }

    private async Task Converse(StreamReader reader, StreamWriter writer)
    {
        var (from, to, loggedIn) = ("", "", "");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync(
                        WantsLogIn ? "250-catcher.example\r\n250 AUTH LOGIN" : "250 catcher.example");
                    break;
                case "AUTH":
                    loggedIn = await LogIn(line, reader, writer);
                    break;
                case "MAIL" when WantsLogIn && loggedIn.Length == 0:
                    await writer.WriteLineAsync("530 log in first");
                    break;
                case "MAIL":
                    from = Between(line);
                    await writer.WriteLineAsync("250 fine");
                    break;
                case "RCPT":
                    to = Between(line);
                    await writer.WriteLineAsync(AnswerToRecipient(to));
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    _mails.Enqueue(new CaughtMail(from, to, loggedIn, await Text(reader)));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 what?");
                    break;
            }
        }
    }

    private async Task<string> LogIn(string line, StreamReader reader, StreamWriter writer)
    {
        // AUTH LOGIN may bring the name at once.
        var given = line.Split(' ');
        var user = given.Length > 2 ? given[2] : await Ask("334 VXNlcm5hbWU6", reader, writer);
        var password = await Ask("334 UGFzc3dvcmQ6", reader, writer);
        await writer.WriteLineAsync("235 welcome");
        return $"{Clear(user)}/{Clear(password)}";
    }

    private async Task<string> Ask(string question, StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync(question);
        return await reader.ReadLineAsync(_stop.Token) ?? "";
    }

    private static string Clear(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task<string> Text(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        }

        return text.ToString();
    }

    private static string Between(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
}

/// <summary>A mail as it came over the wire.</summary>
/// <param name="LoggedIn">User and password of whoever brought it; empty for nobody.</param>
internal sealed record CaughtMail(string From, string To, string LoggedIn, string Text)
{
    /// <summary>A header, with those of its lines that are folded.</summary>
    public string? Header(string name)
    {
        var head = Text[..Text.IndexOf("\n\n", StringComparison.Ordinal)].Replace("\n ", " ", StringComparison.Ordinal)
            .Replace("\n\t", " ", StringComparison.Ordinal);
        return head.Split('\n').FirstOrDefault(
            line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
    }

    /// <summary>The text as it is read.</summary>
    public string Body
    {
        get
        {
            var body = Text[(Text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
            return Header("Content-Transfer-Encoding") switch
            {
                "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
                "quoted-printable" => FromQuotedPrintable(body),
                _ => body,
            };
        }
    }

    private static string FromQuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
            }
            else if (text[i + 1] == '\n')
            {
                i++;
            }
            else
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
