using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Explanations;

/// <summary>Why a slot is not for an entry, in words.</summary>
public static class MisfitWords
{
    /// <summary>A sentence without its full stop.</summary>
    public static string Of(Misfit misfit) =>
        misfit switch
        {
            Misfit.Place => "its place is not among the areas, places or circle asked for",
            Misfit.Practitioner => "it is with another practitioner than the one asked for",
            Misfit.FirstDay => "it is before the first day asked for",
            Misfit.LastDay => "it is after the last day asked for",
            Misfit.DayOfWeek => "it is not on a day of the week asked for",
            Misfit.Hour => "it does not start in an hour asked for",
            Misfit.Mode => "it is in person and remotely was asked for, or the reverse",
            Misfit.Ages => "it takes other ages",
            Misfit.LeadTime => "it was closer than the minimum lead time of the list",
            Misfit.Notice => "it was closer than the notice asked for",
            Misfit.Window => "it was after the last day that could be booked",
            Misfit.LeftSlot => "an appointment of the same report has left this very slot",
        };
}
