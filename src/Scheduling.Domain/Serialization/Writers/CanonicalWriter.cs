using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Domain.Serialization.Writers;

/// <summary>
/// Writes values of one type as canonical JSON, straight into bytes: the fast twin of <see cref="CanonicalJson"/>,
/// whose metadata say which members a record has and in which order. A run writes millions of events; a test holds
/// the twins together.
/// </summary>
internal abstract class CanonicalWriter
{
    private static readonly ConcurrentDictionary<Type, CanonicalWriter> Known =
        new(ScalarWriters.All.Select(writer => KeyValuePair.Create(writer.Type, writer)));

    public abstract Type Type { get; }

    /// <summary>The writer of a type.</summary>
    /// <exception cref="NotSupportedException">Nothing stored has that type.</exception>
    public static CanonicalWriter Of(Type type) => Known.GetOrAdd(type, static each => Make(each));

    public abstract void Write(Utf8Text target, object value);

    private static CanonicalWriter Make(Type type)
    {
        if (type.IsEnum)
        {
            return Make(typeof(EnumWriter<>), type);
        }

        if (Nullable.GetUnderlyingType(type) is { } present)
        {
            return Make(typeof(NullableWriter<>), present);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            return Make(typeof(ListWriter<>), type.GetGenericArguments()[0]);
        }

        return CanonicalJson.TypeInfo(type).Kind == JsonTypeInfoKind.Object
            ? Make(typeof(RecordWriter<>), type)
            : throw new NotSupportedException($"{type} has no canonical form.");
    }

    private static CanonicalWriter Make(Type writer, Type of) =>
        (CanonicalWriter)Activator.CreateInstance(writer.MakeGenericType(of))!;
}

/// <inheritdoc/>
internal abstract class CanonicalWriter<T> : CanonicalWriter
{
    public sealed override Type Type => typeof(T);

    public static CanonicalWriter<T> Instance => (CanonicalWriter<T>)Of(typeof(T));

    public abstract void Write(Utf8Text target, T value);

    public sealed override void Write(Utf8Text target, object value) => Write(target, (T)value);
}
