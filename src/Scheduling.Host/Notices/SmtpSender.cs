using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace Scheduling.Host.Notices;

/// <summary>Sends e-mail over SMTP (RFC 5321), by STARTTLS unless it is told otherwise.</summary>
internal sealed class SmtpSender(SmtpSettings settings) : INoticeSender
{
    /// <summary>Permanent answers that speak of this message or its recipient; all others may pass.</summary>
    private static readonly HashSet<int> OfTheMessage = [550, 551, 552, 553, 554];

    public async Task<SendResult> Send(OutgoingNotice notice, CancellationToken stop)
    {
        using var message = new MailMessage(
            new MailAddress(settings.From), new MailAddress(notice.To, notice.Name, Encoding.UTF8))
        {
            Subject = notice.Message.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = notice.Message.Body,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", MessageIdOf(notice.Key));
        message.Headers.Add("Content-Language", LanguageTag.Of(notice.Language));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UsesTls };
        if (settings.User is { } user)
        {
            client.Credentials = new NetworkCredential(user, settings.Password);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(DeliveryLimits.TimePerTry);
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return new SendResult.Sent();
        }
        catch (SmtpException refused)
        {
            return ResultOf(refused);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new SendResult.Failed("the mail server took too long");
        }
        catch (Exception failed) when (failed is IOException or AuthenticationException or InvalidOperationException)
        {
            return new SendResult.Failed($"the mail server could not be spoken to: {failed.GetType().Name}");
        }
    }

    /// <summary>Two tries of one notice are one message to whoever reads them.</summary>
    private string MessageIdOf(string key)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return $"<{hash}@{new MailAddress(settings.From).Host}>";
    }

    // The text of the answer names the recipient; its number does not.
    private static SendResult ResultOf(SmtpException refused)
    {
        var code = (int)refused.StatusCode;
        return code < 0 ? new SendResult.Failed("the mail server could not be reached")
            : OfTheMessage.Contains(code) ? new SendResult.Rejected($"the mail server answered {code}")
            : new SendResult.Failed($"the mail server answered {code}");
    }
}
