using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>A place is told of what others did to its schedule, and not of what it did itself (states.md §6).</summary>
public sealed class PlacesAreTold : Check
{
    private readonly List<(Guid Place, string Kind)> _expected = [];
    private readonly Dictionary<Guid, Guid> _placeBefore = [];

    public override string Name => "places-are-told";

    public override string Statement =>
        "A place is told what a patient, another place or the waiting room booked there, and what patients cancel.";

    public override void Before(EventLine line, History history)
    {
        if (line.What is AppointmentRescheduled && history.VisitOf(line.Stream) is { } visit)
        {
            _placeBefore[line.Stream] = visit.Place;
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        if (append.Command is { } command)
        {
            foreach (var line in append.Events)
            {
                Expect(line, command, history);
            }
        }

        foreach (var notice in append.Notices)
        {
            if (notice.Place is { } place && !_expected.Remove((place, notice.Kind)))
            {
                Found(notice.Cause ?? 0, $"place/{place}", $"'{notice.Kind}' went to {place} without such a thing");
            }
        }

        foreach (var (place, kind) in _expected)
        {
            Found(append.Position, $"place/{place}", $"after {append.Command!.Operation} '{kind}' is missing");
        }

        _expected.Clear();
        _placeBefore.Clear();
    }

    private void Expect(EventLine line, CommandLine by, History history)
    {
        switch (line.What)
        {
            case AppointmentBooked { Origin: Origin.WaitingRoom } booked:
                Expect(booked.Place, NoticeKinds.BookedFromWaitingRoom);
                break;
            case AppointmentBooked booked:
                ExpectBooked(booked.Place, by);
                break;
            case AppointmentRescheduled moved when _placeBefore.TryGetValue(line.Stream, out var before):
                ExpectCancelled(before, by);
                ExpectBooked(moved.Place, by);
                break;
            case AppointmentCancelled { By: Role.Patient or Role.ThirdPerson }
                when history.VisitOf(line.Stream) is { } visit:
                ExpectCancelled(visit.Place, by);
                break;
        }
    }

    private void ExpectBooked(Guid place, CommandLine by)
    {
        if (IsPatient(by))
        {
            Expect(place, NoticeKinds.BookedByPatient);
        }
        else if (by.Role != Role.System && by.Place != place)
        {
            Expect(place, NoticeKinds.BookedByAnotherPlace);
        }
    }

    private void ExpectCancelled(Guid place, CommandLine by)
    {
        if (by.Role != Role.System && by.Place != place)
        {
            Expect(place, NoticeKinds.CancelledByPatient);
        }
    }

    private void Expect(Guid place, string kind)
    {
        Look();
        _expected.Add((place, kind));
    }

    private static bool IsPatient(CommandLine by) => by.Role is Role.Patient or Role.ThirdPerson;
}
