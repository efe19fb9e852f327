using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Http.Access;

/// <summary>Whose tokens a node believes: those of the issuer that is set, and of nobody else.</summary>
internal static class TokenIssuers
{
    // Only what is signed with a key that the issuer keeps to itself: a public key must not do as a secret one.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
    ];

    /// <summary>How tokens are checked.</summary>
    /// <param name="keys">The folder with the key of the local issuer, where that is the one.</param>
    public static Action<JwtBearerOptions> Of(HostSettings settings, string keys)
    {
        if (settings.Issuer is not { } issuer)
        {
            var local = LocalIssuer.In(keys).Validation;
            return options => options.TokenValidationParameters = local;
        }

        var validation = new TokenValidationParameters
        {
            ValidAudience = issuer.Audience,
            ValidAlgorithms = Algorithms,
        };
        if (issuer.KeyFile is { } file)
        {
            validation.ValidIssuer = issuer.Name;
            validation.IssuerSigningKeys = new JsonWebKeySet(File.ReadAllText(file)).GetSigningKeys();
        }
        else if (issuer.Name is { } name)
        {
            validation.ValidIssuer = name;
        }

        return options =>
        {
            options.TokenValidationParameters = validation;
            options.Authority = issuer.Authority?.AbsoluteUri;
        };
    }
}
