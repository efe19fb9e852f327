using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Commands;

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
    public void Every_code_of_the_Host_stands_there() =>
        HttpRefusals.Codes.Should().OnlyContain(
            code => Lines.Any(line => line.Contains($"`{code}`", StringComparison.Ordinal)));
}
