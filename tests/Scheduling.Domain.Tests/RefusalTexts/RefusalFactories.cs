using System.Reflection;
using NodaTime;
using AllRefusals = Scheduling.Domain.Refusals;

namespace Scheduling.Domain.Tests.RefusalTexts;

/// <summary>Every refusal that <see cref="AllRefusals"/> makes, found by reflection, with example arguments.</summary>
public static class RefusalFactories
{
    private static readonly Guid Example = new("01900000-0000-8000-8000-000000000001");

    /// <summary>In the order of the source.</summary>
    public static IReadOnlyList<Refusal> All { get; } =
    [
        .. typeof(AllRefusals).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .OrderBy(member => PositionInSource(member.Name))
            .Select(Make)
            .OfType<Refusal>(),
    ];

    private static Refusal? Make(MemberInfo member) =>
        member switch
        {
            PropertyInfo property => (Refusal)property.GetValue(null)!,
            MethodInfo { IsSpecialName: false } method when method.ReturnType == typeof(Refusal) =>
                (Refusal)method.Invoke(null, [.. method.GetParameters().Select(ExampleOf)])!,
            _ => null,
        };

    private static object ExampleOf(ParameterInfo parameter) =>
        parameter.ParameterType switch
        {
            var type when type == typeof(string) => parameter.Name == "use" ? "ikp, moje-ikp, place" : parameter.Name!,
            var type when type == typeof(int) => 12,
            var type when type == typeof(long) => 12L,
            var type when type == typeof(LocalDate) => new LocalDate(2026, 10, 12),
            var type when type == typeof(LocalDateTime) => new LocalDateTime(2026, 10, 12, 9, 30),
            var type when type == typeof(ScopeCode) => ScopeCode.Parse("02.1100.001.02"),
            var type when type == typeof(AgeRange) => new AgeRange(0, 18),
            var type when type == typeof(StreamId) => new StreamId(StreamKind.Slot, Example),
            var type when type == typeof(PlaceId) => new PlaceId(Example),
            var type => throw new NotSupportedException($"Give an example of {type} for {parameter.Member.Name}."),
        };

    // Reflection lists methods and properties apart; the document follows the source, as readers do.
    private static int PositionInSource(string name) =>
        RepositoryFiles.Read("src/Scheduling.Domain/Refusals.cs").IndexOf($" Refusal {name}", StringComparison.Ordinal);
}
