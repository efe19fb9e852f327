using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Reporting;

/// <summary>Every decision of the waiting room to give a slot to an entry, in the order of the file.</summary>
internal static class AssignmentTable
{
    public static readonly string[] Columns =
    [
        "position", "assigned_at", "slot", "entry", "appointment", "patient", "scope", "class", "since", "number",
        "place", "area", "start", "as_of", "policy", "days_waited", "days_ahead",
    ];

    public static void Write(
        long position,
        SlotId id,
        SlotEvent.SlotAssigned assigned,
        SlotTable slots,
        EntryTable entries,
        PlaceAreas places,
        CsvTable table)
    {
        var (slot, entry) = (slots.Find(id), entries.Find(assigned.Entry));
        var today = WarsawTime.DateOf(assigned.At);
        table.Number(position).Time(assigned.At).Id(id.Value).Id(assigned.Entry.Value)
            .Id(assigned.Appointment.Value).Id(entry?.Patient.Value).Text(slot?.Scope.Value)
            .Word(entry?.Order.Class).Time(entry?.Order.Since).Number(entry?.Order.Number)
            .Id(slot?.Place.Value).Text(slot is null ? null : places.Of(slot.Place)).Time(slot?.Start)
            .Number(assigned.AsOf).Text(assigned.Policy.Value)
            .Number(entry is { } waited ? Period.DaysBetween(WarsawTime.DateOf(waited.Order.Since), today) : null)
            .Number(slot is null ? null : Period.DaysBetween(today, slot.Start.Date))
            .EndRow();
    }
}
