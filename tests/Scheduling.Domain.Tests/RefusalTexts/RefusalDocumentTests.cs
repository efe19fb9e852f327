using System.Text;

namespace Scheduling.Domain.Tests.RefusalTexts;

public sealed class RefusalDocumentTests
{
    [Fact]
    public void The_document_of_refusals_says_what_the_code_says() =>
        RepositoryFiles.Verify("docs/refusals.md", Document());

    private static string Document()
    {
        var text = new StringBuilder(
            """
            # Refusals

            The engine understood the request and says no. A refusal is a value with a code that never changes its
            meaning, and a sentence in Polish and English that says what is wrong and what to do; words in braces are
            its arguments. Nothing is recorded but the refusal itself. This page is generated from the code: a test
            compares it, and `UPDATE_GOLDEN=1 ./test` writes it anew.

            *Rule* names where a refusal comes from: an article of the health-benefits act (ustawa o świadczeniach
            opieki zdrowotnej finansowanych ze środków publicznych) unless another text is named, a rule of the policies
            in `policies/`, or the engine itself (identities, states, bounds).

            | code | Polish | English | arguments | rule |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var refusal in RefusalFactories.All)
        {
            var sentence = RefusalText.Find(refusal.Code) ?? new RefusalSentence("", "", "");
            var arguments = string.Join(", ", refusal.Arguments.Select(argument => $"`{argument.Name}`"));
            text.Append("| ").AppendJoin(
                " | ", $"`{refusal.Code}`", sentence.Polish, sentence.English, arguments, sentence.Rule).Append(" |\n");
        }

        return text.ToString();
    }
}
