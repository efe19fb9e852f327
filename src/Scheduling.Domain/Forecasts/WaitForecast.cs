using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Forecasts;

/// <summary>
/// How long a patient on the list may still wait (pl. <i>prognozowany czas oczekiwania</i>, art. 23g(3)), as the law
/// reckons it (Dz.U. 2026 poz. 874 § 2): dates are assigned on paper to everybody on the list, in its order, among all
/// times published by all places, within the booking window or beyond.
/// </summary>
/// <remarks>
/// It answers for one who waits. The forecast that is published for each place, a mean over hypothetical newcomers
/// whose number stands in no text, is another matter.
/// </remarks>
public static class WaitForecast
{
    /// <summary>
    /// Calendar days from today to the date that an entry would get; nothing when the entry does not wait or no time
    /// published so far is left for it, for then nobody can say.
    /// </summary>
    /// <param name="waiting">Everybody who waits in the scope, in any order.</param>
    /// <param name="free">Every first-time slot of the scope that nobody has, in any order.</param>
    /// <param name="today">The local date in Poland.</param>
    /// <param name="minimumLeadDays">Calendar days below which no slot is given to the list.</param>
    public static int? DaysFor(
        EntryId entry,
        IEnumerable<WaitingRecord> waiting,
        IEnumerable<SlotRecord> free,
        LocalDate today,
        int minimumLeadDays)
    {
        var day = new MatchDay(today, LocalDate.MaxIsoValue, minimumLeadDays);
        var left = free.OrderBy(slot => slot.Order).ToList();
        foreach (var next in waiting.OrderBy(each => each.Order))
        {
            var given = left.FindIndex(slot => Eligibility.Fits(next, slot, day));
            if (next.Entry == entry)
            {
                return given < 0 ? null : Eligibility.LeadDays(left[given].Start.Date, today);
            }

            if (given >= 0)
            {
                left.RemoveAt(given);
            }
        }

        return null;
    }
}
