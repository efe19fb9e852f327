using System.Reflection;

namespace Scheduling.Architecture.Tests;

/// <summary>The types a type cannot do without: base types, fields, signatures, locals of its methods.</summary>
internal static class TypeMentions
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly
        | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        foreach (var mentioned in Direct(type))
        {
            TakeApart(mentioned, found);
        }

        return found;
    }

    private static IEnumerable<Type> Direct(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. type.GetGenericArguments(),
        .. type.GetFields(Own).Select(field => field.FieldType),
        .. type.GetProperties(Own).Select(property => property.PropertyType),
        .. type.GetEvents(Own).Select(occasion => occasion.EventHandlerType!),
        .. type.GetConstructors(Own).SelectMany(Signature),
        .. type.GetMethods(Own).SelectMany(method => Signature(method)
            .Append(method.ReturnType)
            .Concat(method.GetGenericArguments())),
    ];

    private static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []);

    /// <summary>An array is its element, a generic type its definition and arguments, a parameter its bounds.</summary>
    private static void TakeApart(Type type, HashSet<Type> found)
    {
        if (type.HasElementType)
        {
            TakeApart(type.GetElementType()!, found);
            return;
        }

        if (type.IsGenericParameter)
        {
            foreach (var bound in type.GetGenericParameterConstraints())
            {
                // A bound may name the parameter itself, as IComparable<T> does.
                if (!bound.GetGenericArguments().Contains(type))
                {
                    TakeApart(bound, found);
                }
            }

            return;
        }

        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
        {
            TakeApart(argument, found);
        }
    }
}
