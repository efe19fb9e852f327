using System.Text;
using System.Text.Json;

namespace Scheduling.Domain.Serialization;

/// <summary>The stored names of enum values: the C# name in kebab case, <c>MojeIkp</c> as <c>moje-ikp</c>.</summary>
/// <remarks>A name once stored is never changed: the golden file of names in the tests holds them.</remarks>
public static class EnumText
{
    /// <summary>The stored name.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Names<T>.Texts[IndexOf(value)];

    /// <summary>The stored name in UTF-8; letters and hyphens only.</summary>
    public static ReadOnlySpan<byte> Utf8Of<T>(T value)
        where T : struct, Enum =>
        Names<T>.Bytes[IndexOf(value)];

    /// <summary>The stored name as a JSON writer takes it without looking for anything to escape.</summary>
    public static JsonEncodedText JsonOf<T>(T value)
        where T : struct, Enum =>
        Names<T>.Encoded[IndexOf(value)];

    /// <summary>The value of a stored name.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> name, out T value)
        where T : struct, Enum
    {
        for (var i = 0; i < Names<T>.Bytes.Length; i++)
        {
            if (name.SequenceEqual(Names<T>.Bytes[i]))
            {
                value = Names<T>.Values[i];
                return true;
            }
        }

        value = default;
        return false;
    }

    private static int IndexOf<T>(T value)
        where T : struct, Enum
    {
        var index = Array.IndexOf(Names<T>.Values, value);
        return index >= 0
            ? index
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"No name of {typeof(T).Name}.");
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly T[] Values = Enum.GetValues<T>();
        public static readonly string[] Texts =
            [.. Values.Select(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()))];

        public static readonly byte[][] Bytes = [.. Texts.Select(Encoding.UTF8.GetBytes)];
        public static readonly JsonEncodedText[] Encoded = [.. Texts.Select(text => JsonEncodedText.Encode(text))];
    }
}
