using NodaTime;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads the steps of a scripted scenario; time may only go forward in them.</summary>
internal static class StepReader
{
    public static ValueList<ScenarioStep> Read(Part part, Names names, LocalDateTime from)
    {
        var steps = new List<ScenarioStep>();
        var before = WarsawTime.ToInstant(from);
        foreach (var item in part.Items())
        {
            var step = ReadOne(item, names);
            steps.Add(step);
            if (step.When is StepTime.At at)
            {
                if (at.Instant < before)
                {
                    item.Wrong(
                        "The step lies before the one above it, or before the run.", "Put the steps in order of time.");
                }

                before = at.Instant;
            }
        }

        return ValueList.From(steps);
    }

    private static ScenarioStep ReadOne(Part part, Names names)
    {
        var map = part.Map();
        var step = new ScenarioStep(
            part.Line,
            map["note"].TextOr(""),
            ReadTime(map),
            ReadAction(map, names),
            map["settle"].YesNo(otherwise: true),
            map["killAfter"].IsPresent ? ReadAppends(map["killAfter"]) : null,
            ExpectationReader.Read(map["expect"], names));
        map.Done();
        if (step is { When: null, Action: null, Expect.Count: 0 })
        {
            part.Wrong("The step does nothing.", "Give it 'at:', 'do:' or 'expect:'.");
        }

        return step;
    }

    private static StepTime? ReadTime(PartMap map)
    {
        var beforeDue = map["beforeDue"].YesNo(otherwise: false);
        if (map.Has("at") && map.Has("after"))
        {
            map["after"].Wrong("A step has one time.", "Keep 'at:' or 'after:'.");
        }

        return map["at"].IsPresent ? new StepTime.At(map["at"].Instant(), beforeDue)
            : map["after"].IsPresent ? new StepTime.After(map["after"].Length())
            : null;
    }

    private static StepAction? ReadAction(PartMap map, Names names)
    {
        var actions = new List<StepAction>();
        if (map["do"].IsPresent)
        {
            var by = map["by"].IsPresent ? ActorReader.Read(map["by"], names) : StepActor.System;
            var times = map["times"].IsPresent ? map["times"].Whole(1, 100) : 1;
            actions.Add(new StepAction.Do(by, CommandReader.Read(map, names, by), times));
        }

        if (map["restart"].IsPresent)
        {
            actions.Add(map["restart"].OneOf(("engine", new StepAction.RestartEngine())));
        }

        if (map["matcher"].IsPresent)
        {
            actions.Add(map["matcher"].OneOf(
                ("stop", new StepAction.SwitchMatcher(false)), ("go", new StepAction.SwitchMatcher(true))));
        }

        if (map["outage"].IsPresent)
        {
            var text = map["outage"].Text();
            actions.Add(new StepAction.Outage(
                text == "central" ? null : names.Place(map["outage"]), map["for"].Length()));
        }

        if (actions.Count > 1)
        {
            map["do"].Wrong("A step does one thing.", "Write a step for each.");
        }

        return actions.FirstOrDefault();
    }

    private static int ReadAppends(Part part)
    {
        var words = part.Text().Split(' ');
        if (words is [var count, "append" or "appends"]
            && int.TryParse(count, System.Globalization.CultureInfo.InvariantCulture, out var appends)
            && appends > 0)
        {
            return appends;
        }

        part.Wrong($"'{part.Name}' cannot be '{part.Text()}'.", "Write such as '2 appends'.");
        return 1;
    }
}
