using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads what happens to places on given days.</summary>
internal static class EventReader
{
    public static ValueList<PlannedEvent> Read(Part part, Names names) =>
        ValueList.From(part.Items().Select(item => ReadOne(item, names)).ToList());

    public static PlaceReason ReadReason(Part part) => part.OneOf(
        ("unforeseeable", PlaceReason.Unforeseeable),
        ("new-category", PlaceReason.NewCategory),
        ("entitled-patient", PlaceReason.EntitledPatient));

    private static PlannedEvent ReadOne(Part part, Names names)
    {
        var map = part.Map();
        var at = map["at"].DateTime();
        var places = ReadPlaces(map["places"], names);
        var kind = map["event"].OneOf(
            ("suspend", Kind.Suspend), ("cancel-days", Kind.CancelDays), ("end-contract", Kind.EndContract),
            ("activate", Kind.Activate));
        PlannedEvent planned = kind switch
        {
            Kind.Suspend => new PlannedEvent.Suspend(
                at, places, map["for"].Days(), map["reason"].TextOr("suspended"), part.Line),
            Kind.CancelDays => ReadCancelDays(at, places, map, part.Line),
            Kind.EndContract => new PlannedEvent.EndContract(at, places, map["effectiveOn"].Date(), part.Line),
            Kind.Activate => new PlannedEvent.Activate(at, places, part.Line),
        };
        map.Done();
        return planned;
    }

    /// <summary>
    /// Holds the reason of whole days that are called off to what nobody could foresee: the other reasons of the law
    /// are about one patient.
    /// </summary>
    public static void RequireUnforeseeable(Part reason)
    {
        if (ReadReason(reason) != PlaceReason.Unforeseeable)
        {
            reason.Wrong(
                "Days are cancelled for an unforeseeable reason only; the other two are about one patient.",
                "Write 'reason: unforeseeable', or cancel one visit by a step 'cancel-by-place' with that reason.");
        }
    }

    private static PlannedEvent.CancelDays ReadCancelDays(
        LocalDateTime at, ValueList<string> places, PartMap map, int line)
    {
        var days = map["days"].Period();
        RequireUnforeseeable(map["reason"]);
        var withdrawn = map["slots"].IsPresent && map["slots"].OneOf(("freed", false), ("withdrawn", true));
        return new PlannedEvent.CancelDays(at, places, days, withdrawn, line);
    }

    private static ValueList<string> ReadPlaces(Part part, Names names)
    {
        if (part is { IsPresent: true, IsList: false, IsMap: false } && part.Text() == "all")
        {
            return [];
        }

        var keys = part.Items().Select(names.Place).ToList();
        if (keys.Count == 0)
        {
            part.Wrong("It says not which places.", "Write 'places: [key, …]' or 'places: all'.");
        }

        return ValueList.From(keys);
    }

    private enum Kind
    {
        Suspend,
        CancelDays,
        EndContract,
        Activate,
    }
}
