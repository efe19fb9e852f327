using System.Reflection;
using System.Text;
using Scheduling.Domain.Serialization.Converters;

namespace Scheduling.Domain.Serialization.Writers;

/// <summary>A record by its members; what is not there is left out.</summary>
internal sealed class RecordWriter<T> : CanonicalWriter<T>
{
    private readonly Member[] _members;

    public RecordWriter() =>
        _members =
        [
            .. CanonicalJson.TypeInfo(typeof(T)).Properties
                // The instant of an event stands beside its data.
                .Where(member => member.CustomConverter is not AbsentConverter<NodaTime.Instant>)
                .Select(member => Make(member.Name, (PropertyInfo)member.AttributeProvider!)),
        ];

    public override void Write(Utf8Text target, T value)
    {
        target.Put((byte)'{');
        var isFirst = true;
        foreach (var member in _members)
        {
            isFirst &= !member.Write(target, ref value, isFirst);
        }

        target.Put((byte)'}');
    }

    private static Member Make(string name, PropertyInfo property)
    {
        var type = (typeof(T).IsValueType ? typeof(OfStruct<>) : typeof(OfClass<>))
            .MakeGenericType(typeof(T), property.PropertyType);
        return (Member)Activator.CreateInstance(type, name, property.GetMethod!)!;
    }

    private abstract class Member(string name)
    {
        private readonly byte[] _name = Encoding.UTF8.GetBytes($",\"{name}\":");

        /// <returns>Whether the member is there.</returns>
        public abstract bool Write(Utf8Text target, ref T owner, bool isFirst);

        protected bool Write<TMember>(Utf8Text target, CanonicalWriter<TMember> writer, TMember value, bool isFirst)
        {
            if (value is null)
            {
                return false;
            }

            target.Put(isFirst ? _name.AsSpan(1) : _name);
            writer.Write(target, value);
            return true;
        }
    }

    private sealed class OfClass<TMember>(string name, MethodInfo get) : Member(name)
    {
        private readonly Func<T, TMember> _get = get.CreateDelegate<Func<T, TMember>>();
        private readonly CanonicalWriter<TMember> _writer = CanonicalWriter<TMember>.Instance;

        public override bool Write(Utf8Text target, ref T owner, bool isFirst) =>
            Write(target, _writer, _get(owner), isFirst);
    }

    private sealed class OfStruct<TMember>(string name, MethodInfo get) : Member(name)
    {
        private readonly Getter _get = get.CreateDelegate<Getter>();
        private readonly CanonicalWriter<TMember> _writer = CanonicalWriter<TMember>.Instance;

        private delegate TMember Getter(ref T owner);

        public override bool Write(Utf8Text target, ref T owner, bool isFirst) =>
            Write(target, _writer, _get(ref owner), isFirst);
    }
}
