using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain.Tests.Serialization;

/// <summary>The arguments of a command are stored with it, so every operation has its one text too.</summary>
public sealed class OperationJsonTests
{
    public static TheoryData<string> Operations =>
    [
        .. typeof(IOperation).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IOperation)) && !type.IsAbstract)
            .Select(type => type.FullName!)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_comes_back_as_it_went(string type)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var operation = new Samples(full: seed % 2 == 0, seed).Make(typeof(IOperation).Assembly.GetType(type)!);
            var text = CanonicalJson.Write(operation);

            CanonicalJson.Read(text, operation.GetType()).Should().Be(operation);
            CanonicalJson.Canonicalise(text).Should().Equal(text);
        }
    }
}
