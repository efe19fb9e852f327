using Scheduling.Host.Explanations;
using Scheduling.Host.Patients;
using Scheduling.Host.Schedules.Search;
using Scheduling.Host.Scopes;
using Scheduling.Host.ServicePlaces;
using Scheduling.Host.WaitingRoom;

namespace Scheduling.Host.Http.Queries;

/// <summary>Every question of a client that is not just a record or an event.</summary>
internal static class QueryRoutes
{
    public static IReadOnlyList<QueryRoute> All { get; } =
    [
        SlotSearchQuery.Route, EntryPositionQuery.Route, PlaceDayQuery.Route, PatientItemsQuery.Route,
        SlotWhyQuery.Route, WhyNotQuery.Route, CommandQuery.Route, PoliciesQuery.Route, PolicyQuery.Route,
        BookingWindowQuery.Route,
    ];
}
