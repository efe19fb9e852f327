namespace Scheduling.Domain.ServicePlaces;

/// <summary>
/// Which addresses a place may be notified at: https on a public host, never a private range (the fund's rule of
/// 13.03.2026: <i>dopuszczalne są jedynie adresy publiczne</i>). A name is resolved, and judged again, when it is used.
/// </summary>
public static class PublicEndpoint
{
    /// <summary>Whether a place may give this address.</summary>
    public static bool IsAllowed(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.UserInfo.Length == 0
        && address.HostNameType switch
        {
            UriHostNameType.Dns => IsPublicName(address.IdnHost),
            UriHostNameType.IPv4 => IsPublicV4(address.Host),
            // Every address of version 6 that a clinic could need has a name.
            _ => false,
        };

    private static bool IsPublicName(string host) =>
        host.Contains('.', StringComparison.Ordinal)
        && !host.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
        && !host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase)
        && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsPublicV4(string host)
    {
        Span<byte> part = stackalloc byte[4];
        var rest = host.AsSpan();
        for (var i = 0; i < part.Length; i++)
        {
            var dot = rest.IndexOf('.');
            if (!byte.TryParse(dot < 0 ? rest : rest[..dot], out part[i]))
            {
                return false;
            }

            rest = dot < 0 ? [] : rest[(dot + 1)..];
        }

        return (part[0], part[1]) switch
        {
            (0 or 10 or 127 or >= 224, _) => false,
            (100, >= 64 and <= 127) => false,
            (169, 254) => false,
            (172, >= 16 and <= 31) => false,
            (192, 168) => false,
            _ => true,
        };
    }
}
