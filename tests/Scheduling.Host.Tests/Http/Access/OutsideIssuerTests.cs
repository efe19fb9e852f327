using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Tests.Http.Access;

/// <summary>Where an issuer of the operator's own is set, its tokens are believed and no others.</summary>
public sealed class OutsideIssuerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-issuer-").FullName;
    private readonly RSA _key = RSA.Create(2048);

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Its_tokens_are_believed() => (await IsBelieved(Token(Signing()))).Should().BeTrue();

    [Fact]
    public async Task Those_of_another_key_are_not()
    {
        using var other = RSA.Create(2048);
        (await IsBelieved(Token(new SigningCredentials(new RsaSecurityKey(other), SecurityAlgorithms.RsaSha256))))
            .Should().BeFalse();
    }

    [Fact]
    public async Task Those_for_somebody_else_or_by_somebody_else_are_not()
    {
        (await IsBelieved(Token(Signing(), audience: "another"))).Should().BeFalse();
        (await IsBelieved(Token(Signing(), issuer: "another"))).Should().BeFalse();
    }

    [Fact]
    public async Task Those_signed_with_its_public_key_as_a_secret_are_not()
    {
        var secret = new SymmetricSecurityKey(_key.ExportSubjectPublicKeyInfo());
        (await IsBelieved(Token(new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)))).Should().BeFalse();
    }

    [Fact]
    public async Task Those_of_the_local_issuer_are_not()
    {
        var local = LocalIssuer.In(_folder).Issue(
            ServedTown.Operator, SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife);
        (await IsBelieved(local)).Should().BeFalse();
    }

    [Fact]
    public void One_that_tells_its_keys_itself_is_asked_for_them()
    {
        var options = new JwtBearerOptions();
        TokenIssuers.Of(
            HostSettings.Usual with
            {
                Issuer = new OutsideIssuer(new Uri("https://issuer.example/realm"), null, null, "poczekalnia"),
            }, _folder)(options);

        options.Authority.Should().Be("https://issuer.example/realm");
        options.RequireHttpsMetadata.Should().BeTrue();
        options.TokenValidationParameters.ValidAudience.Should().Be("poczekalnia");
        File.Exists(Path.Combine(_folder, "token.key")).Should().BeFalse();
    }

    private SigningCredentials Signing() => new(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSha256);

    private static string Token(
        SigningCredentials signing, string issuer = "https://issuer.example", string audience = "poczekalnia") =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, SigningCredentials = signing,
            Expires = SystemClock.Instance.GetCurrentInstant().Plus(Duration.FromHours(1)).ToDateTimeUtc(),
            Claims = ServedTown.Operator.ToClaims().ToDictionary(),
        });

    private async Task<bool> IsBelieved(string token)
    {
        var file = Path.Combine(_folder, "keys.json");
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(false)));
        await File.WriteAllTextAsync(file, $$"""{"keys": [{"kty": "RSA", "n": "{{key.N}}", "e": "{{key.E}}"}]}""");
        var options = new JwtBearerOptions();
        TokenIssuers.Of(
            HostSettings.Usual with
            {
                Issuer = new OutsideIssuer(null, file, "https://issuer.example", "poczekalnia"),
            }, _folder)(options);
        return (await new JsonWebTokenHandler().ValidateTokenAsync(token, options.TokenValidationParameters)).IsValid;
    }
}
