using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;

namespace Scheduling.Host.Tests.Http;

/// <summary>What <c>docs/http.md</c> says is so.</summary>
public sealed class HttpDocTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryFiles.PathOf("docs/http.md"));

    [Fact]
    public void Every_command_stands_there_with_its_address_and_roles()
    {
        var rows = CommandRoutes.All.Select(route =>
            $"| `{route.Name}` | `{route.Method} {route.Pattern.Replace(":guid", "", StringComparison.Ordinal)}` | "
            + $"{string.Join(", ", route.Roles.Select(EnumText.Of))} |");
        Lines.Where(line => line.Contains("` | `P", StringComparison.Ordinal)).Should().Equal(rows);
    }

    [Fact]
    public void Every_question_stands_there_with_its_parameters_and_roles()
    {
        var rows = QueryRoutes.All.Select(route =>
            $"| `GET {route.Pattern.Replace(":guid", "", StringComparison.Ordinal)}` | "
            + $"{string.Join(", ", route.Parameters.Select(parameter => $"`{parameter}`"))} | "
            + $"{string.Join(", ", route.Roles.Select(EnumText.Of))} |");
        Lines.Where(line => line.StartsWith("| `GET ", StringComparison.Ordinal) && line.Count(sign => sign == '|') > 4)
            .Select(line => line[..(line.LastIndexOf('|', line.Length - 2) + 1)])
            .Should().Equal(rows);
    }

    [Fact]
    public void Every_address_that_has_to_do_with_people_stands_there_with_its_roles()
    {
        var rows = PatientEndpoints.Routes
            .Select(route => (route.Method, route.Pattern, (IEnumerable<AccessRole>)route.Roles))
            .Append(("PUT", PlaceLabelEndpoint.Pattern, PlaceLabelEndpoint.Roles));
        foreach (var (method, pattern, roles) in rows)
        {
            var row = $"| `{method} {pattern.Replace(":guid", "", StringComparison.Ordinal)}` | "
                + $"{string.Join(", ", roles.Select(EnumText.Of))} | ";
            Lines.Should().ContainSingle(line => line.StartsWith(row, StringComparison.Ordinal), row);
        }
    }

    [Fact]
    public void Every_code_of_the_Host_stands_there() =>
        HttpRefusals.Codes.Should().OnlyContain(
            code => Lines.Any(line => line.Contains($"`{code}`", StringComparison.Ordinal)));
}
