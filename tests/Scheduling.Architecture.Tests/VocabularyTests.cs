using System.Reflection;

namespace Scheduling.Architecture.Tests;

/// <summary>One idea, one word: the code and docs/vocabulary.md are held against each other, both ways.</summary>
public sealed class VocabularyTests
{
    private static readonly IReadOnlyList<VocabularyRow> Table = Vocabulary.Read();

    [Fact]
    public void Every_Polish_word_of_the_code_is_in_the_vocabulary()
    {
        var known = Table.SelectMany(row => row.Polish).ToHashSet(StringComparer.OrdinalIgnoreCase);

        (from comment in CodeComments.All
         from term in comment.Polish
         where !known.Contains(term)
         select (comment, term))
        .DistinctBy(word => word.term)
        .Select(word => $"{word.comment.Member}: | `{word.comment.Name}` | *{word.term}* | – | … |")
        .ShouldBeNone("docs/vocabulary.md is where a reader looks a word up; give each a row, or add it to one");
    }

    [Fact]
    public void Every_code_name_of_the_vocabulary_is_in_the_code()
    {
        var types = Repository.Assemblies.SelectMany(assembly => assembly.GetTypes()).ToList();

        (from row in Table
         from name in row.CodeNames
         where !Exists(name, types)
         select $"`{name}` ({string.Join(", ", row.Polish)})")
        .ShouldBeNone("a row in code letters promises a type, or a member written Type.Member");
    }

    [Fact]
    public void The_code_and_the_vocabulary_translate_a_name_alike() =>
        (from row in Table
         from name in row.CodeNames
         from comment in CodeComments.All
         where comment.IsType && comment.Name == name
         from term in comment.Polish
         where !row.Polish.Contains(term, StringComparer.OrdinalIgnoreCase)
         select $"{comment.Member}: (pl. {term}) in the code, {string.Join(", ", row.Polish)} in the vocabulary")
        .ShouldBeNone("a name has one meaning");

    [Fact]
    public void A_name_stands_in_one_row() =>
        Table.SelectMany(row => row.CodeNames).GroupBy(name => name).Where(rows => rows.Count() > 1)
            .Select(rows => $"`{rows.Key}` stands in {rows.Count()} rows")
            .ShouldBeNone("a name has one meaning");

    [Fact]
    public void The_Polish_word_is_written_in_one_way() =>
        CodeComments.All.Where(comment => comment.HasMisspeltPolish)
            .Select(comment => comment.Member)
            .ShouldBeNone("write (pl. <i>słowo</i>), several of them (pl. <i>słowo</i>, <i>inne</i>)");

    [Fact]
    public void Every_public_type_and_every_event_says_what_it_means()
    {
        var explained = CodeComments.All.Where(comment => comment.IsType && comment.HasSummary)
            .Select(comment => comment.Member)
            .ToHashSet();

        Repository.Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsPublic || IsEvent(type))
            .Select(type => "T:" + type.FullName!.Replace('+', '.'))
            .Where(member => !explained.Contains(member))
            .ShouldBeNone("a summary gives meaning, units, ranges and the source of the rule");
    }

    private static bool IsEvent(Type type) =>
        type is { IsNestedPublic: true, IsAbstract: false }
        && type.DeclaringType!.Name.EndsWith("Event", StringComparison.Ordinal);

    private static bool Exists(string name, List<Type> types)
    {
        var parts = name.Split('.');
        var named = types.Where(type => NameOf(type) == parts[0]);
        return parts.Length == 1
            ? named.Any()
            : named.Any(type => type.GetMember(parts[1], BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.Instance | BindingFlags.Static).Length > 0);
    }

    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
