using System.Text;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Storage;

/// <summary>Names of enumerations as columns hold them.</summary>
internal static class StoredName
{
    /// <exception cref="InvalidOperationException">Nobody ever stored such a name.</exception>
    public static T Read<T>(string name)
        where T : struct, Enum =>
        EnumText.TryRead<T>(Encoding.UTF8.GetBytes(name), out var value)
            ? value
            : throw new InvalidOperationException($"'{name}' is no {typeof(T).Name}.");
}
