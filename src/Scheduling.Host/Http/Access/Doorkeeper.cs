using Microsoft.AspNetCore.Http;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.Access;

/// <summary>Who may come in at all; what the rules say of it comes later.</summary>
internal static class Doorkeeper
{
    /// <summary>The caller of a request, or the answer to whoever is none.</summary>
    /// <param name="roles">Who may; nobody else.</param>
    public static HttpProblem? Admit(HttpContext context, IReadOnlyCollection<AccessRole> roles, out Caller caller)
    {
        caller = Caller.From(context.User)!;
        return caller is null ? HttpProblem.Of("unauthenticated", context)
            : roles.Contains(caller.Role) ? null
            : HttpProblem.Of(
                "role-not-allowed", context, ("roles", string.Join(", ", roles.Order().Select(EnumText.Of))));
    }
}
