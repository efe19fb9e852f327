using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// The version of the addressed record that a caller has seen, in the header <c>If-Match</c> (RFC 9110, section
/// 13.1.1). Whether it still is the record's version the decision itself finds out, on what it reads.
/// </summary>
internal static class IfMatch
{
    /// <summary>The header.</summary>
    public const string Header = "If-Match";

    // A few versions that would do, or one; a caller that sends more has lost its way.
    private const int TagsMax = 16;

    /// <summary>What the request expects, nothing where it does not say; or why it cannot be understood.</summary>
    /// <param name="addressed">The record that the address ends with.</param>
    public static ExpectedVersion? Read(HttpContext context, StreamId? addressed, out Refusal? malformed)
    {
        malformed = null;
        var sent = context.Request.Headers.IfMatch;
        if (sent.Count == 0)
        {
            return null;
        }

        if (addressed is not { } stream)
        {
            malformed = Refusals.Malformed(Header, "this address names no record that could have a version");
            return null;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(sent!, out var tags) || tags.Count > TagsMax)
        {
            malformed = Refusals.Malformed(Header, "an ETag such as \"3\" is expected");
            return null;
        }

        // A weak tag never matches, nor does one that no record ever had.
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? new ExpectedVersion(stream, null)
            : new ExpectedVersion(stream, ValueList.From(tags.Select(VersionOf).OfType<long>()));
    }

    private static long? VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak
        && long.TryParse(tag.Tag.AsSpan()[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
