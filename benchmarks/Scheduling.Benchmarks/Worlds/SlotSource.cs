using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>A slot and the scope it belongs to.</summary>
public readonly record struct ScopedSlot(int Scope, SlotRecord Slot);

/// <summary>Makes slots: any that are given back, or all that are unblocked for one day.</summary>
public sealed class SlotSource(Country country, string stream)
{
    private readonly Dice _dice = Dice.Of(country.Mix.Seed, stream);
    private readonly Weights _hours = new(country.Mix.Supply.HourWeights);
    private readonly Weights _clinics = new([.. country.Clinics.Select(clinic => (double)clinic.Practitioners.Length)]);

    /// <summary>Slots given back, of any practitioner, on any day that may be offered.</summary>
    public ScopedSlot[] GivenBack(int count)
    {
        var slots = new ScopedSlot[count];
        for (var index = 0; index < count; index++)
        {
            slots[index] = On(AnyDay());
        }

        return slots;
    }

    /// <summary>One slot of each clinic, on any day that may be offered.</summary>
    public ScopedSlot[] OfEachClinic() => [.. country.Clinics.Select(clinic => At(clinic, AnyDay()))];

    /// <summary>The slots of one day by scope, each in slot order.</summary>
    public SlotRecord[][] OfOneDay(LocalDate day, int count)
    {
        var byScope = new List<SlotRecord>[country.Mix.Supply.Scopes];
        for (var scope = 0; scope < byScope.Length; scope++)
        {
            byScope[scope] = [];
        }

        for (var index = 0; index < count; index++)
        {
            var slot = On(day);
            byScope[slot.Scope].Add(slot.Slot);
        }

        return [.. byScope.Select(InSlotOrder)];
    }

    private static SlotRecord[] InSlotOrder(List<SlotRecord> slots)
    {
        var inOrder = slots.ToArray();
        Array.Sort(Array.ConvertAll(inOrder, slot => slot.Order), inOrder);
        return inOrder;
    }

    private LocalDate AnyDay()
    {
        var mix = country.Mix;
        while (true)
        {
            var day = mix.Today.PlusDays(_dice.Between(mix.MinimumLeadDays, mix.WindowDays));
            if (day.DayOfWeek < IsoDayOfWeek.Saturday || _dice.Hits(mix.Supply.WeekendShare))
            {
                return day;
            }
        }
    }

    private ScopedSlot On(LocalDate day) => At(country.Clinics[_clinics.Draw(_dice)], day);

    private ScopedSlot At(Clinic clinic, LocalDate day)
    {
        var supply = country.Mix.Supply;
        var start = day.At(new LocalTime(supply.HoursFrom + _hours.Draw(_dice), _dice.Of<int>(supply.Minutes)));
        return new ScopedSlot(clinic.Scope, new SlotRecord(
            new SlotId(_dice.Identity()),
            clinic.Record,
            _dice.Hits(supply.RemoteShare) ? VisitMode.Remote : VisitMode.InPerson,
            start,
            _dice.Of<PractitionerId>(clinic.Practitioners),
            _dice.Hits(supply.AgesShare) ? new AgeRange(0, 18) : null));
    }
}
