using System.Globalization;
using System.Reflection;
using NodaTime;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Tests.Serialization;

/// <summary>
/// Makes a record of any stored type from its constructor, so that no new event can be forgotten in a test.
/// </summary>
/// <param name="full">Whether members that may be missing are there.</param>
/// <param name="seed">Another seed gives other values.</param>
public sealed class Samples(bool full, int seed = 0)
{
    private readonly int _nanoseconds = seed;
    private int _count = seed;

    public static Instant At { get; } = Instant.FromUtc(2026, 9, 15, 10, 0);

    /// <summary>The event of a stored name, at <see cref="At"/>.</summary>
    public static DomainEvent EventOf(EventName name, bool full, int seed = 0) =>
        (DomainEvent)new Samples(full, seed).Make(name.Type) with { At = At };

    public object Make(Type type) => type switch
    {
        _ when type == typeof(string) => $"text {Next()}, zażółć \"gęślą\" jaźń",
        _ when type == typeof(int) => Next(),
        _ when type == typeof(long) => 1_000_000_000_000L + Next(),
        _ when type == typeof(Guid) => Ids.Derive("sample", Next().ToString(CultureInfo.InvariantCulture)),
        _ when type == typeof(Instant) => At - Duration.FromHours(Next()) - Duration.FromNanoseconds(_nanoseconds),
        _ when type == typeof(LocalDate) => new LocalDate(2026, 9, 15).PlusDays(Next()),
        _ when type == typeof(LocalDateTime) => new LocalDateTime(2026, 9, 15, 8, 0).PlusMinutes(5 * Next()),
        _ when type == typeof(ScopeCode) => ScopeCode.Parse("02.1450.001.02"),
        _ when type == typeof(TerytCode) => TerytCode.Parse("2469011"),
        _ when type == typeof(PolicyRef) => new PolicyRef("specialist@1#0123456789ab"),
        _ when type == typeof(PractitionerId) => new PractitionerId($"doctor-{Next()}"),
        _ when type == typeof(DaySet) => new DaySet(1 + (Next() % DaySet.All)),
        _ when type == typeof(HourSet) => HourSet.Between(8, 9 + (Next() % 15)),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Next() % Enum.GetValues(type).Length)!,
        _ when IsList(type, out var item) => MakeList(item),
        _ => MakeRecord(type),
    };

    private object MakeRecord(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(each => each.GetParameters().Length)
            ?? throw new InvalidOperationException($"No way to make a {type.Name}.");
        return constructor.Invoke([.. constructor.GetParameters().Select(MakeParameter)]);
    }

    private object? MakeParameter(ParameterInfo parameter)
    {
        var wrapped = Nullable.GetUnderlyingType(parameter.ParameterType);
        var optional = wrapped is not null
            || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        return optional && !full ? null : Make(wrapped ?? parameter.ParameterType);
    }

    private object MakeList(Type item)
    {
        var items = Array.CreateInstance(item, full ? 2 : 0);
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Make(item), i);
        }

        return typeof(ValueList).GetMethod(nameof(ValueList.From))!.MakeGenericMethod(item).Invoke(null, [items])!;
    }

    private int Next() => ++_count;

    private static bool IsList(Type type, out Type item)
    {
        item = type.IsGenericType ? type.GetGenericArguments()[0] : typeof(void);
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>);
    }
}
