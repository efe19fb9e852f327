using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Scopes;

/// <summary>
/// <c>GET /policies</c>: the rules and tables of scopes that this database knows, and who follows them.
/// </summary>
internal sealed class PoliciesQuery(QueryNeeds needs) : IQuery
{
    public static QueryRoute Route { get; } = new(
        "/policies", [Patient, Staff, Administrator, Integrator, Analyst, Operator],
        needs => new PoliciesQuery(needs),
        new RouteText("list-policies", "The rules and tables of scopes, and where each is in force.", typeof(Body)));

    public async Task<IResult> Answer(Ask ask)
    {
        // The last policy that a scope adopted is the one in force there.
        var policies = await Rows.Read(
            needs.Source,
            """
            with adopted as (
                select distinct on (s.id) opened.data->>'scope' as scope, e.data->>'policy' as policy
                from scheduling.mt_streams s
                join scheduling.mt_events opened on opened.stream_id = s.id and opened.version = 1
                join scheduling.mt_events e on e.stream_id = s.id and e.type = 'policy_adopted'
                where s.type = 'window' order by s.id, e.version desc)
            select p.ref, p.kind,
                array(select a.scope from adopted a where a.policy = p.ref order by 1)::varchar[]
            from scheduling.policies p order by p.ordinal
            """,
            row => new Policy(
                new PolicyRef(row.GetString(0)), row.GetString(1),
                ValueList.From(row.GetFieldValue<string[]>(2).Select(ScopeCode.Parse))),
            ask.Stop);
        return new JsonAnswer(new Body(ValueList.From(policies)));
    }

    /// <param name="Ref">Identity, version and the beginning of the hash of the content.</param>
    /// <param name="Kind"><c>scheduling</c> or <c>scopes</c>.</param>
    /// <param name="Scopes">Where it is in force.</param>
    private sealed record Policy(PolicyRef Ref, string Kind, ValueList<ScopeCode> Scopes);

    private sealed record Body(ValueList<Policy> Policies);
}

/// <summary><c>GET /policies/{reference}</c>: one of them, every rule with its source.</summary>
internal sealed class PolicyQuery(QueryNeeds needs) : IQuery
{
    public static QueryRoute Route { get; } = new(
        "/policies/{reference}", [Patient, Staff, Administrator, Integrator, Analyst, Operator],
        needs => new PolicyQuery(needs),
        new RouteText("see-policy", "One of them, every rule with its source.", typeof(Body))
        {
            HasETag = true,
            Example = new(Address: new Dictionary<string, string> { ["reference"] = Examples.Policy.Value }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var reference = ask.Part("reference");
        var found = await Rows.Read(
            needs.Source, "select kind, content::text from scheduling.policies where ref = $1",
            row => new Body(new PolicyRef(reference), row.GetString(0), JsonElement.Parse(row.GetString(1))),
            ask.Stop, reference);
        return found.Count == 0
            ? ask.No(new Refusal("not-found", [new RefusalArgument("stream", $"policy/{reference}")]))
            : new JsonAnswer(found[0], reference);
    }

    private sealed record Body(PolicyRef Ref, string Kind, JsonElement Content);
}
