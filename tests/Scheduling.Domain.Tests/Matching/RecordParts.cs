using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>The parts that entries and slots of every drawn world have alike, from the chances of that world.</summary>
internal sealed class RecordParts(Dice dice)
{
    private int _made;

    /// <summary>A gmina, or the powiat or voivodeship that it lies in.</summary>
    public TerytCode Area(string[] gminas)
    {
        var gmina = TerytCode.Parse(dice.Of(gminas));
        return gmina.AtLevel(dice.Of(TerytLevel.Voivodeship, TerytLevel.Powiat, TerytLevel.Gmina));
    }

    public PractitionerId Practitioner() => new(dice.Of("A", "B", "C"));

    public ValueList<SlotId> LeftSlots(IReadOnlyList<SlotRecord> slots) =>
        slots.Count > 0 && dice.OneIn(6) ? [slots[dice.Below(slots.Count)].Slot] : [];

    /// <summary>Identities do not come in the order in which they are made.</summary>
    public Guid Identity(int kind)
    {
        var number = _made++;
        var (high, low) = ((byte)(number >> 8), (byte)(number & 0xFF));
        return new Guid(kind, (short)(dice.Below(3) - 1), 0, 0, 0, 0, 0, 0, 0, high, low);
    }
}
