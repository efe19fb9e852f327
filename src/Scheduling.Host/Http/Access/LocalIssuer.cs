using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Scheduling.Host.Http.Access;

/// <summary>
/// Issues tokens for work on one machine. The Production environment does not start with it: there tokens come from an
/// issuer of the operator's own.
/// </summary>
/// <param name="key">32 bytes or more.</param>
public sealed class LocalIssuer(byte[] key)
{
    /// <summary>What its tokens name as their issuer and their audience.</summary>
    public const string Name = "scheduling-host-local";

    /// <summary>For how long a token is good unless it says otherwise.</summary>
    public static Duration UsualLife { get; } = Duration.FromHours(12);

    /// <summary>What a token must be to be believed.</summary>
    public TokenValidationParameters Validation => new()
    {
        ValidIssuer = Name,
        ValidAudience = Name,
        IssuerSigningKey = new SymmetricSecurityKey(key),
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
    };

    /// <summary>The issuer whose key is kept in a folder, where it is made when it is missing.</summary>
    public static LocalIssuer In(string folder) => new(KeyFile.ReadOrMake(folder, "token"));

    /// <summary>A token for a caller.</summary>
    /// <param name="now">By the machine's clock, whatever the engine's shows.</param>
    public string Issue(Caller caller, Instant now, Duration life) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = Name,
            IssuedAt = now.ToDateTimeUtc(),
            NotBefore = now.ToDateTimeUtc(),
            Expires = (now + life).ToDateTimeUtc(),
            Claims = caller.ToClaims().ToDictionary(),
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });
}
