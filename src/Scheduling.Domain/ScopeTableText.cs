using NodaTime;
using Scheduling.Domain.Serialization;

namespace Scheduling.Domain;

/// <summary>Reads the table of scopes, as strictly as <see cref="PolicyText"/> reads policies.</summary>
public static class ScopeTableText
{
    // A year; the longest period of the law is 90 days.
    private const int WindowDaysMax = 366;

    /// <summary>The table that a text says, or everything that is wrong with it.</summary>
    public static Parsed<ScopeTable> Parse(string json) =>
        StrictText.Parse(json, Read, (table, reference) => table with { Ref = reference });

    private static ScopeTable Read(StrictObject file)
    {
        var validFrom = file.Get("validFrom").AsDate();
        var waves = file.Get("waves").AsList() ?? [];
        file.Done("member");
        var (keys, codes) = (new HashSet<string>(), new HashSet<ScopeCode>());
        var scopes = waves.SelectMany(wave => ReadWave(wave, keys, codes));
        return new ScopeTable(default, validFrom, ValueList.From(scopes));
    }

    private static List<ServiceScope> ReadWave(StrictValue value, HashSet<string> keys, HashSet<ScopeCode> codes)
    {
        if (value.AsObject() is not { } wave)
        {
            return [];
        }

        var (items, policy) = (wave.Get("items").AsText(), wave.Get("policy").AsText());
        var listed = Sourced.Read(wave.Get("listed")).AsDate();
        var publishBy = ReadAfter(listed, Sourced.Read(wave.Get("publishBy")));
        var bookingFrom = ReadAfter(publishBy, Sourced.Read(wave.Get("bookingFrom")));
        var windowDays = Sourced.Read(wave.Get("windowDays")).AsNumber(1, WindowDaysMax);
        var scopes = wave.Get("scopes").AsList() ?? [];
        wave.Done("member");
        return
        [
            .. from item in scopes
               let scope = item.AsObject()
               where scope is not null
               let names = ReadNames(scope, keys)
               let own = ReadCodes(scope, codes)
               select new ServiceScope(
                   names.Key,
                   items,
                   names.Polish,
                   names.English,
                   own,
                   listed,
                   publishBy,
                   bookingFrom,
                   windowDays,
                   policy),
        ];
    }

    private static LocalDate ReadAfter(LocalDate earlier, StrictValue value)
    {
        var date = value.AsDate();
        if (date != default && date <= earlier)
        {
            value.Refuse("A scope is listed first, published by a later day, and compulsory from a later day still.");
        }

        return date;
    }

    private static (string Key, string Polish, string English) ReadNames(StrictObject scope, HashSet<string> keys)
    {
        var (key, polish, english) = (scope.Get("key"), scope.Get("pl").AsText(), scope.Get("en").AsText());
        var name = key.AsText();
        if (name.Length > 0 && !keys.Add(name))
        {
            key.Refuse($"'{name}' stands in the table twice. Keep one of the two.");
        }

        return (name, polish, english);
    }

    private static ValueList<ScopeCode> ReadCodes(StrictObject scope, HashSet<ScopeCode> known)
    {
        var codes = new List<ScopeCode>();
        if (scope.GetIfAny("codes") is { } sourced)
        {
            foreach (var item in Sourced.Read(sourced).AsList() ?? [])
            {
                ReadCode(item, known, codes);
            }
        }

        scope.Done("member");
        return ValueList.From(codes);
    }

    private static void ReadCode(StrictValue item, HashSet<ScopeCode> known, List<ScopeCode> codes)
    {
        var text = item.AsText();
        if (text.Length == 0)
        {
            return;
        }

        if (!ScopeCode.TryParse(text, out var code))
        {
            item.Refuse($"'{text}' is no scope code. Write one such as 02.1450.001.02.");
        }
        else if (!known.Add(code))
        {
            item.Refuse($"'{text}' stands in the table twice. Keep one of the two.");
        }
        else
        {
            codes.Add(code);
        }
    }
}
