using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// What a request is decided with in place of what would be made or asked for it: identities, the number of a report,
/// who asks, what a register said. So a recorded history can be asked for once more and comes out as it was. Only a
/// node with a virtual clock takes them:
/// <c>Given-Arguments: slot.0=0190…, number=17, role=third-person, channel=place</c>.
/// </summary>
internal sealed class GivenArguments
{
    /// <summary>The header they stand in.</summary>
    public const string Header = "Given-Arguments";

    private readonly Dictionary<string, Guid> _identities = [];
    private Actor? _actor;

    private GivenArguments()
    {
    }

    /// <summary>None are given.</summary>
    public static GivenArguments None { get; } = new();

    /// <summary>The number of a report; nothing when it is not given.</summary>
    public long? Number { get; private set; }

    /// <summary>What the register said of the patient; nothing when it is not given.</summary>
    public EligibilityAnswer? Eligibility { get; private set; }

    /// <summary>The date that a reminder named which is replied to; nothing when it is not given.</summary>
    public LocalDateTime? Reminded { get; private set; }

    /// <summary>The identity of what is made; nothing when it is not given.</summary>
    /// <param name="ordinal">Which of several of a kind.</param>
    public Guid? IdentityOf(string kind, int ordinal) =>
        _identities.TryGetValue(Invariant($"{kind}.{ordinal}"), out var each)
        || (ordinal == 0 && _identities.TryGetValue(kind, out each))
            ? each
            : null;

    /// <summary>Who asks.</summary>
    public Actor ActorOr(Actor usual) => _actor ?? usual;

    /// <summary>Reads what a request gives.</summary>
    /// <returns>Why that cannot be; nothing when it can.</returns>
    public static Refusal? Of(HttpContext context, bool areTaken, out GivenArguments given)
    {
        given = None;
        var text = context.Request.Headers[Header].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (!areTaken)
        {
            return Refusals.Malformed(Header, "only a server with a virtual clock takes it");
        }

        given = new GivenArguments();
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || !given.Take(parts[0], parts[1]))
            {
                return Refusals.Malformed(Header, $"'{pair}' is no argument such as slot.0=0190b3a1-…");
            }
        }

        return null;
    }

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "number" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                Number = number;
                return true;
            case "role" when TryRead<ActorRole>(value, out var role):
                _actor = (_actor ?? Actor.System) with { Role = role };
                return true;
            case "channel" when TryRead<Channel>(value, out var channel):
                _actor = (_actor ?? Actor.System) with { Channel = channel };
                return true;
            case "at" when Guid.TryParseExact(value, "D", out var place):
                _actor = (_actor ?? Actor.System) with { Place = new PlaceId(place) };
                return true;
            case "eligibility" when value.Split('/') is [var register, var verdict, var day]
                && TryRead<EligibilityVerdict>(verdict, out var said)
                && LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var askedOn }:
                Eligibility = new EligibilityAnswer(register, said, askedOn);
                return true;
            case "reminded" when LocalDateTimePattern.ExtendedIso.Parse(value) is { Success: true, Value: var date }:
                Reminded = date;
                return true;
            case "number" or "role" or "channel" or "at" or "eligibility" or "reminded":
                return false;
            default:
                return Guid.TryParseExact(value, "D", out var identity) && _identities.TryAdd(name, identity);
        }
    }

    private static bool TryRead<T>(string text, out T value)
        where T : struct, Enum =>
        EnumText.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out value);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
