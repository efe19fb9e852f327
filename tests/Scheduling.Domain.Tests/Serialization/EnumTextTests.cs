using System.Text;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Support;

namespace Scheduling.Domain.Tests.Serialization;

/// <summary>The stored names of enum values are as lasting as those of events.</summary>
public sealed class EnumTextTests
{
    internal const string GoldenNames = "enum-names.txt";

    [Fact]
    public void Every_value_in_an_event_is_stored_by_the_name_it_always_had() =>
        Golden.Verify(
            string.Concat(
                EnumsOf(EventNames.All.Select(name => name.Type)).Select(type => $"{type.Name}: {Names(type)}\n")),
            GoldenNames);

    [Fact]
    public void A_name_of_several_words_is_written_with_hyphens() =>
        EnumText.Of(Channel.MojeIkp).Should().Be("moje-ikp");

    [Fact]
    public void A_name_that_is_not_stored_is_not_read() =>
        EnumText.TryRead<Channel>("MojeIkp"u8, out _).Should().BeFalse();

    private static string Names(Type type) =>
        string.Join(
            ", ",
            Enum.GetValues(type).Cast<object>().Select(value => Encoding.UTF8.GetString(CanonicalJson.Write(value))));

    private static IEnumerable<Type> EnumsOf(IEnumerable<Type> roots)
    {
        var seen = new HashSet<Type>();
        var open = new Queue<Type>(roots);
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            foreach (var inner in type.GetGenericArguments())
            {
                open.Enqueue(inner);
            }

            if (type.Namespace!.StartsWith("Scheduling", StringComparison.Ordinal) && !type.IsEnum)
            {
                foreach (var parameter in type.GetConstructors().SelectMany(each => each.GetParameters()))
                {
                    open.Enqueue(parameter.ParameterType);
                }
            }
        }

        return seen.Where(type => type.IsEnum).OrderBy(type => type.Name, StringComparer.Ordinal);
    }
}
