using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;

namespace Scheduling.Host.Notices;

/// <summary>A message as it leaves: personal data, made from the recipient's data a moment before and kept
/// nowhere.</summary>
/// <param name="Key">The intent's: whoever gets two messages of one key has got one.</param>
/// <param name="To">The number, address or handle.</param>
/// <param name="Name">Of the recipient, if known.</param>
/// <param name="At">The instant of what caused it, by the engine's clock.</param>
internal sealed record OutgoingNotice(
    string Key, NoticeKind Kind, NoticeChannel Channel, string To, string? Name, Language Language,
    NoticeMessage Message, Instant At)
{
    /// <summary>The key alone.</summary>
    public override string ToString() => Key;
}

/// <summary>What became of one try. No reason repeats what a server said: that may name the recipient.</summary>
internal abstract record SendResult
{
    private SendResult() { }

    /// <summary>Somebody took it over.</summary>
    public sealed record Sent : SendResult;

    /// <summary>It may go better later.</summary>
    /// <param name="RetryAfter">When the other side asks to wait.</param>
    public sealed record Failed(string Reason, Duration? RetryAfter = null) : SendResult;

    /// <summary>It will not go better: somebody has to look.</summary>
    public sealed record Rejected(string Reason) : SendResult;
}

/// <summary>A way out of the Host.</summary>
internal interface INoticeSender
{
    /// <summary>Tries once to hand a message over. What fails comes back as a result.</summary>
    Task<SendResult> Send(OutgoingNotice notice, CancellationToken stop);
}
