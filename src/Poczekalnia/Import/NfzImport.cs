using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>Makes a scenario file out of a folder of saved pages, or leaves everything as it was.</summary>
public static class NfzImport
{
    /// <summary>Reads, checks and writes.</summary>
    /// <param name="folder">Holds the pages as <c>*.json</c>.</param>
    /// <param name="target">The scenario to write; replaced only when everything is right.</param>
    public static NfzImportOutcome Run(string folder, ScopeCode scope, string target)
    {
        var notes = new ImportNotes();
        if (ReadPages(folder, notes) is { } pages && NfzPages.Read(pages, notes) is { } answer)
        {
            var text = NfzScenario.Write(Path.GetFileNameWithoutExtension(target), scope, answer, notes);

            // What was written is read back: nobody is to find out later that it cannot be run.
            var problems = ScenarioFile.ReadText(target, text).Problems;
            foreach (var problem in problems)
            {
                notes.Error(new FieldName(target, ""), problem.ToString());
            }

            if (notes.Errors.Count == 0)
            {
                Replace(target, text);
            }
        }

        return new NfzImportOutcome(notes.Errors, notes.Warnings);
    }

    private static List<(string File, string Text)>? ReadPages(string folder, ImportNotes notes)
    {
        if (!Directory.Exists(folder))
        {
            notes.Error(new FieldName(folder, ""), "there is no such folder.");
            return null;
        }

        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            notes.Error(new FieldName(folder, ""), "holds no page (*.json).");
            return null;
        }

        return [.. files.Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
    }

    private static void Replace(string target, string text)
    {
        var unfinished = target + ".part";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, target, overwrite: true);
    }
}

/// <summary>What an import came to: with an error nothing was written.</summary>
/// <param name="Errors">Each with its file and field.</param>
/// <param name="Warnings">What was put right or is missing and had to be assumed.</param>
public sealed record NfzImportOutcome(IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    public bool IsDone => Errors.Count == 0;
}
