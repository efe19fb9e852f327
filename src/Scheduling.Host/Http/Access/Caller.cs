using System.Security.Claims;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.Access;

/// <summary>Who asks, as the token says.</summary>
/// <param name="Subject">Tells callers apart; part of every identity that the caller's requests make.</param>
/// <param name="Patient">Whose own a patient's token is.</param>
/// <param name="Place">The place that staff, an administrator or an integrator speak for.</param>
/// <param name="Channel">By which way a patient asks; everybody else asks by the place or as the engine.</param>
public sealed record Caller(
    AccessRole Role, string Subject, PatientId? Patient = null, PlaceId? Place = null, Channel Channel = Channel.Place)
{
    private static readonly Channel[] OfPatients = [Channel.Ikp, Channel.MojeIkp, Channel.Voice];

    /// <summary>The same as the domain's rules know it; nothing for a role that never commands.</summary>
    public Actor? Actor =>
        Role switch
        {
            AccessRole.Patient => new Actor(ActorRole.Patient, Channel),
            AccessRole.Staff or AccessRole.Integrator => new Actor(ActorRole.Staff, Channel.Place, Place),
            AccessRole.Administrator => new Actor(ActorRole.Administrator, Channel.Place, Place),
            AccessRole.Operator => Actor.System,
            AccessRole.Analyst => null,
        };

    /// <summary>The claims of a token that says all this.</summary>
    public IReadOnlyDictionary<string, object> ToClaims()
    {
        var claims = new Dictionary<string, object>
        {
            [CallerClaims.Subject] = Subject,
            [CallerClaims.Role] = EnumText.Of(Role),
        };
        if (Role == AccessRole.Patient)
        {
            claims.Add(CallerClaims.Patient, $"{Patient}");
            claims.Add(CallerClaims.Channel, EnumText.Of(Channel));
        }
        else if (Place is { } place)
        {
            claims.Add(CallerClaims.Place, $"{place}");
        }

        return claims;
    }

    /// <summary>
    /// Whom a token names; nothing when it leaves out what its role needs, so that half a token is none at all.
    /// </summary>
    public static Caller? From(ClaimsPrincipal principal)
    {
        string? Of(string claim) => principal.FindFirst(claim)?.Value;
        if (Of(CallerClaims.Subject) is not { Length: > 0 } subject
            || !TryRead<AccessRole>(Of(CallerClaims.Role), out var role))
        {
            return null;
        }

        var place = Guid.TryParseExact(Of(CallerClaims.Place), "D", out var id) ? new PlaceId(id) : (PlaceId?)null;
        return role switch
        {
            AccessRole.Patient =>
                Guid.TryParseExact(Of(CallerClaims.Patient), "D", out var patient)
                && TryRead<Channel>(Of(CallerClaims.Channel), out var channel) && OfPatients.Contains(channel)
                    ? new Caller(role, subject, new PatientId(patient), Channel: channel)
                    : null,
            AccessRole.Staff or AccessRole.Integrator or AccessRole.Administrator =>
                place is null ? null : new Caller(role, subject, Place: place),
            AccessRole.Analyst or AccessRole.Operator => new Caller(role, subject, Channel: Channel.Internal),
        };
    }

    private static bool TryRead<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && EnumText.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out value);
    }
}

/// <summary>The names of what a token says.</summary>
internal static class CallerClaims
{
    public const string Subject = "sub";
    public const string Role = "role";
    public const string Patient = "patient";
    public const string Place = "place";
    public const string Channel = "channel";
}
