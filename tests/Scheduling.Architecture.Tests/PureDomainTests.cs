using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Scheduling.Architecture.Tests;

/// <summary>Nothing in the rules can be changed from outside, and nothing in them remembers.</summary>
public sealed class PureDomainTests
{
    private const BindingFlags Everything = BindingFlags.DeclaredOnly
        | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static IEnumerable<Type> Types =>
        Repository.Domain.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));

    [Fact]
    public void No_property_of_the_domain_can_be_set_from_outside() =>
        (from type in Types
         where type.IsVisible
         from property in type.GetProperties(Everything)
         where property.SetMethod is { IsPublic: true } setter && !IsInit(setter)
         select $"{type.FullName}.{property.Name}")
        .ShouldBeNone("a value stays what it was: use init, or with");

    [Fact]
    public void No_field_of_the_domain_can_be_set_from_outside() =>
        (from type in Types
         where type is { IsVisible: true, IsEnum: false }
         from field in type.GetFields(Everything)
         where field is { IsPublic: true, IsInitOnly: false, IsLiteral: false }
         select $"{type.FullName}.{field.Name}")
        .ShouldBeNone("a value stays what it was: make the field readonly");

    [Fact]
    public void Nothing_static_in_the_domain_changes() =>
        (from type in Types
         from field in type.GetFields(Everything)
         where field is { IsStatic: true, IsLiteral: false }
         where !field.IsInitOnly || (IsMutable(field.FieldType) && !field.IsPrivate && IsShared(type))
         select $"{type.FullName}.{field.Name}")
        .ShouldBeNone("what is static is readonly, and an array or a list that others can reach is not");

    [Fact]
    public void No_static_property_of_the_domain_hands_out_what_others_could_change() =>
        (from type in Types
         from property in type.GetProperties(Everything)
         where property.GetMethod is { IsStatic: true, IsPrivate: false } && IsMutable(property.PropertyType)
         where IsShared(type)
         select $"{type.FullName}.{property.Name}")
        .ShouldBeNone("hand out an IReadOnlyList, an ImmutableArray or a span");

    [Theory]
    [InlineData("Scheduling.Domain", "NodaTime.SystemClock.Instance")]
    [InlineData("Scheduling.Domain", "System.DateTime.UtcNow")]
    [InlineData("Scheduling.Domain", "System.DateTimeOffset.UtcNow")]
    [InlineData("Scheduling.Domain", "System.Guid.NewGuid")]
    [InlineData("Scheduling.Domain", "System.Random")]
    [InlineData("Scheduling.Domain", "System.Threading.Tasks.Task")]
    [InlineData("Scheduling.Domain", "System.IO.File")]
    [InlineData("Scheduling.Domain", "System.Net")]
    [InlineData("Poczekalnia", "NodaTime.SystemClock.Instance")]
    [InlineData("Poczekalnia", "System.DateTime.UtcNow")]
    [InlineData("Poczekalnia", "System.DateTimeOffset.UtcNow")]
    [InlineData("Poczekalnia", "System.Guid.NewGuid")]
    [InlineData("Poczekalnia", "System.Random")]
    [InlineData("Poczekalnia", "System.Threading.Thread")]
    [InlineData("Scheduling.Host", "System.DateTime.UtcNow")]
    [InlineData("Scheduling.Host", "System.Guid.NewGuid")]
    public void The_compiler_refuses_clocks_and_chance(string project, string symbol)
    {
        var declared = Repository.Projects("src")[project].Descendants().ToList();

        Included(declared, "PackageReference").Should().Contain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Included(declared, "AdditionalFiles").Should().Contain("BannedSymbols.txt");
        Repository.Text($"src/{project}/BannedSymbols.txt").Split('\n')
            .Select(line => line.Split(';')[0].Split(':')[^1])
            .Should().Contain(symbol, "the build is the guard that time, chance and identity are arguments");
    }

    private static IEnumerable<string?> Included(List<XElement> declared, string element) =>
        declared.Where(item => item.Name.LocalName == element).Select(item => (string?)item.Attribute("Include"));

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>Whether others than the type around it can name it.</summary>
    private static bool IsShared(Type type) =>
        !type.IsNestedPrivate && (type.DeclaringType is not { } around || IsShared(around));

    /// <summary>Arrays and the ordinary collections; frozen, immutable and read-only ones are not among them.</summary>
    private static bool IsMutable(Type type) =>
        type.IsArray
        || (type.Namespace == "System.Collections.Generic" && typeof(IEnumerable).IsAssignableFrom(type)
            && (type.IsClass || type.Name.Split('`')[0] is "IList" or "ICollection" or "IDictionary" or "ISet"));
}
