using NodaTime;
using Scheduling.Domain;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads a scenario from YAML and says everything that is wrong with it at once.</summary>
internal static class ScenarioReader
{
    /// <param name="file">The name to print in messages.</param>
    /// <param name="openFault">The text of a fault file by its name, or nothing.</param>
    public static ScenarioReading Read(string file, string text, Func<string, string?> openFault)
    {
        var notes = new Notes(file);
        var scenario = Parse(file, text, notes) is { } root ? ReadRoot(root, new FaultReader(notes, openFault)) : null;
        return new ScenarioReading(notes.Problems.Count == 0 ? scenario : null, notes.Problems);
    }

    /// <summary>The root of the one document of a text, or nothing and a note when it is no such YAML.</summary>
    public static Part? Parse(string file, string text, Notes notes)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            notes.Add(
                (int)Math.Max(1, broken.Start.Line),
                (int)Math.Max(1, broken.Start.Column),
                $"This is no YAML: {Sentence(broken)}",
                "Check indentation, colons and quotes; a key may stand only once in its part.");
            return null;
        }

        if (stream.Documents.Count == 1)
        {
            return Part.Root(stream.Documents[0].RootNode, Path.GetFileNameWithoutExtension(file), notes);
        }

        notes.Add(1, 1, $"The file holds {stream.Documents.Count.Text()} documents.", "Write exactly one.");
        return null;
    }

    private static Scenario ReadRoot(Part root, FaultReader faults)
    {
        var map = root.Map();
        var period = (From: map["from"].DateTime(), Days: map["for"].Days());
        var scopes = ReadScopes(map["scopes"], period.From.Date);
        var scopeCodes = ValueList.From(scopes.Select(scope => scope.Code));
        var defaults = ScheduleReader.Read(map["schedule"], new ScenarioSchedule());
        var places = PlaceReader.Read(map["places"], scopeCodes, defaults)
            .Concat(TownReader.Read(map["placesByTown"], scopeCodes, defaults))
            .ToList();
        CheckKeys(map["places"], places);
        var names = new Names(places, scopeCodes);
        var people = CastReader.Read(map["people"], names);
        var scenario = new Scenario
        {
            Name = map["scenario"].Text(),
            Description = map["description"].Text(),
            Source = map.Source,
            From = period.From,
            Days = period.Days,
            Seed = (ulong)map["seed"].WholeOr(1),
            Scopes = scopes,
            Places = ValueList.From(places),
            Patients = PatientMixReader.Read(map["patients"]),
            Behaviour = BehaviourReader.Read(map["behaviour"]),
            Events = EventReader.Read(map["events"], names),
            Phases = faults.ReadPhases(map["phases"], period.Days),
            CompareSeparate = map["compare"].IsPresent && map["compare"].OneOf(("separate", true)),
            People = people,
            Steps = StepReader.Read(map["steps"], names, period.From),
            Expectations = FigureReader.Read(map["figures"]),
            AtTheEnd = ExpectationReader.Read(map["expect"], names),
        };
        map.Done();
        CheckName(map["scenario"], scenario.Name);
        return scenario;
    }

    private static ValueList<ScenarioScope> ReadScopes(Part part, LocalDate from)
    {
        var scopes = new List<ScenarioScope>();
        foreach (var item in part.Items())
        {
            var map = item.Map();
            scopes.Add(new ScenarioScope(
                map["code"].Scope(), map["policy"].Text(), map["openedOn"].DateOrNone() ?? from));
            map.Done();
        }

        if (scopes.Count == 0)
        {
            part.Wrong("No scope is named.", "Add 'scopes:' with '- { code: 02.1100.001.02, policy: specialist }'.");
        }

        return ValueList.From(scopes);
    }

    private static void CheckKeys(Part part, List<ScenarioPlace> places)
    {
        foreach (var twice in places.GroupBy(place => place.Key).Where(group => group.Count() > 1))
        {
            part.Wrong(
                $"The place '{twice.Key}' is there {twice.Count().Text()} times.",
                "Give every place a key of its own.");
        }
    }

    private static void CheckName(Part part, string name)
    {
        if (name.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
        {
            part.Wrong($"'{name}' is no name of a scenario.", "Use lower-case letters, digits and hyphens.");
        }
    }

    private static string Sentence(YamlException broken) => broken.Message.TrimEnd('.') + ".";
}
