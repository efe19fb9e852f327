using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads phases and the faults in them, from files of their own or in place.</summary>
internal sealed class FaultReader(Notes notes, Func<string, string?> openFault)
{
    public ValueList<Phase> ReadPhases(Part part, int days)
    {
        var phases = new List<Phase>();
        foreach (var item in part.Items())
        {
            var map = item.Map();
            phases.Add(new Phase(
                map["phase"].Text(),
                map["for"].Days(),
                ValueList.From(map["faults"].Items().Select(ReadUse).ToList())));
            map.Done();
        }

        if (phases.Sum(phase => phase.Days) > days)
        {
            part.Wrong("The phases last longer than the run.", "Shorten them, or lengthen the run's 'for:'.");
        }

        return ValueList.From(phases);
    }

    // Either the name of a file, or a fault written in place, which may start from a file.
    private InjectedFault ReadUse(Part part)
    {
        if (!part.IsMap)
        {
            return ReadFile(part, part.Text());
        }

        var map = part.Map();
        var fault = map.Has("fault")
            ? ReadFile(map["fault"], map["fault"].Text())
            : new InjectedFault("", default, default, null, "");
        fault = fault with
        {
            Kind = map["kind"].IsPresent ? ReadKind(map["kind"]) : fault.Kind,
            Rate = map["rate"].IsPresent ? map["rate"].Percent() : fault.Rate,
            Lasts = map["lasts"].IsPresent ? map["lasts"].Length() : fault.Lasts,
            Source = map.Source.Length > 0 ? map.Source : fault.Source,
        };
        Parts.NeedSource(part, fault.Source);
        map.Done();
        return fault.Name.Length > 0 ? fault : fault with { Name = map["kind"].Text() };
    }

    private InjectedFault ReadFile(Part part, string name)
    {
        var file = $"faults/{name}.yaml";
        var nothing = new InjectedFault(name, default, default, null, "");
        if (openFault(name) is not { } text)
        {
            part.Wrong($"There is no fault file {file}.", "Name a file of the folder 'faults' without its ending.");
            return nothing;
        }

        var own = new Notes(file);
        if (ScenarioReader.Parse(file, text, own) is not { } root)
        {
            notes.AddAll(own.Problems);
            return nothing;
        }

        var map = root.Map();
        map["description"].Text();
        var fault = new InjectedFault(
            name,
            ReadKind(map["kind"]),
            map["rate"].Percent(),
            map["lasts"].IsPresent ? map["lasts"].Length() : null as Duration?,
            map.Source);
        Parts.NeedSource(root, map.Source);
        map.Done();
        notes.AddAll(own.Problems);
        return fault;
    }

    private static FaultKind ReadKind(Part part) => part.OneOf(
        ("repeated-messages", FaultKind.RepeatedMessages),
        ("delayed-messages", FaultKind.DelayedMessages),
        ("lost-messages", FaultKind.LostMessages),
        ("lost-races", FaultKind.LostRaces),
        ("shell-restart", FaultKind.ShellRestart),
        ("provider-outage", FaultKind.ProviderOutage),
        ("mass-cancellation", FaultKind.MassCancellation),
        ("clock-change", FaultKind.ClockChange));
}
