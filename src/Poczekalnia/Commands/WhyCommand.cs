using System.CommandLine;
using Poczekalnia.CaseFiles;
using Poczekalnia.Why;
using Scheduling.Domain;
using Spectre.Console;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia why FILE --slot ID | --entry ID</c>: who got which slot, and why.</summary>
public static class WhyCommand
{
    private const int Told = 0;
    private const int NotThere = 1;
    private const int Unusable = 2;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The case file, such as case.ndjson of a run." };
        var slot = new Option<string?>("--slot") { Description = "Identity of a slot, with or without 'slot/'." };
        var entry = new Option<string?>("--entry") { Description = "Identity of an entry, with or without 'entry/'." };
        var command = new Command("why", "Tells why a slot or a waiting entry came to what it came to.")
        {
            file, slot, entry,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file).FullName, parsed.GetValue(slot), parsed.GetValue(entry),
            AnsiConsole.Console, Console.Error));
        return command;
    }

    /// <returns>0 when it was told, 1 when the file does not know it, 2 when the question cannot be asked.</returns>
    public static int Run(string path, string? slot, string? entry, IAnsiConsole console, TextWriter errors)
    {
        if (slot is null == entry is null)
        {
            errors.WriteLine("Give one of --slot and --entry, such as: why out/tiny/case.ndjson --slot slot/0190…");
            return Unusable;
        }

        var kind = slot is null ? StreamKind.Entry : StreamKind.Slot;
        var text = slot ?? entry!;
        var named = text.Contains('/') ? text : $"{StreamId.NameOf(kind)}/{text}";
        if (!StreamId.TryParse(named, out var stream) || stream.Kind != kind)
        {
            var name = StreamId.NameOf(kind);
            errors.WriteLine($"'{text}' is no identity of a {name}: it looks like {name}/0190b3a1-….");
            return Unusable;
        }

        try
        {
            var file = CaseFile.Open(path);
            var isThere = kind == StreamKind.Slot
                ? new WhySlot(new SlotId(stream.Value), console).Tell(file)
                : new WhyEntry(new EntryId(stream.Value), console).Tell(file);
            if (!isThere)
            {
                errors.WriteLine($"{path} does not know {stream}.");
            }

            return isThere ? Told : NotThere;
        }
        catch (CaseFileException broken)
        {
            errors.WriteLine($"{path}:{broken.Line}: {broken.Reason}");
            return Unusable;
        }
        catch (IOException broken)
        {
            errors.WriteLine(broken.Message);
            return Unusable;
        }
    }
}
