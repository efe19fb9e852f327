using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads commands that make slots, and gives the slots their names.</summary>
internal static class SlotCommands
{
    private const int UsualMinutes = 15;

    public static StepCommand Publish(CommandReader.Keys keys) => new StepCommand.Publish(
        keys.Names.NewSlot(keys["slot"], keys["slot"].Text()),
        keys.Place,
        keys.Scope,
        keys["start"].DateTime(),
        keys["length"].MinutesOr(UsualMinutes),
        keys.Kind,
        keys["mode"].IsPresent ? CriteriaReader.ReadMode(keys["mode"]) : VisitMode.InPerson,
        keys["practitioner"].IsPresent ? keys["practitioner"].Text() : null,
        keys["ages"].IsPresent ? keys["ages"].Ages() : null);

    public static StepCommand PublishDay(CommandReader.Keys keys)
    {
        var (from, to) = keys["hours"].Hours();
        var plan = new StepCommand.PublishDay(
            keys["slots"].Text(),
            keys.Place,
            keys.Scope,
            keys["day"].Date(),
            from,
            to,
            Math.Max(1, keys["length"].MinutesOr(UsualMinutes)),
            keys.Kind,
            keys["mode"].IsPresent ? CriteriaReader.ReadMode(keys["mode"]) : VisitMode.InPerson,
            keys["practitioner"].IsPresent ? keys["practitioner"].Text() : null,
            keys["ages"].IsPresent ? keys["ages"].Ages() : null);
        for (var number = 1; number <= plan.Count; number++)
        {
            keys.Names.NewSlot(keys["slots"], $"{plan.Slots}-{number.Text()}");
        }

        return plan;
    }

    /// <summary>A slot that exists, by its name, or a new one with a place and a start.</summary>
    public static NamedOrNewSlot NamedOrNew(CommandReader.Keys keys, SlotKind kind)
    {
        if (!keys["start"].IsPresent)
        {
            return new NamedOrNewSlot(keys.Slot("slot"), null);
        }

        var added = New(keys, kind);
        return new NamedOrNewSlot(added.Name, added);
    }

    public static NewSlot New(CommandReader.Keys keys, SlotKind kind) => new(
        keys.Names.NewSlot(keys["slot"], keys["slot"].Text()),
        keys.Place,
        keys.Scope,
        keys["start"].DateTime(),
        keys["length"].MinutesOr(UsualMinutes),
        kind);
}
