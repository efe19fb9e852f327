using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>
/// Patients who join, clinics that publish and people who cancel, several at a time and as fast as they are answered,
/// until told to stop. For each patient there is a time.
/// </summary>
internal sealed class Crowd(Town town)
{
    private const int Side = 2;

    // Every tenth patient makes somebody give up a date.
    private const int CancelEvery = 10;

    private volatile bool _isEnough;
    private Task _work = Task.CompletedTask;
    private int _patients;

    /// <summary>So many joined.</summary>
    public int Patients => _patients;

    /// <summary>Begins.</summary>
    public void Come() => _work = Task.WhenAll(Enumerable.Range(0, Side).Select(_ => Each()));

    /// <summary>Stops, and waits until everybody who waits has a date and every free slot was offered.</summary>
    public async Task Go()
    {
        _isEnough = true;
        await _work;
        while (await town.Database.Number($"""
            select (select count(*) from scheduling.live_entry where slot is null) + (
                select count(*) from scheduling.mt_events e
                where e.type in ('slot_published', 'slot_freed') and not exists (
                    select from scheduling.mt_events l where l.stream_id = e.stream_id and l.version > e.version))
            """) > 0)
        {
            await Task.Delay(20);
        }
    }

    private async Task Each()
    {
        while (!_isEnough)
        {
            var number = Interlocked.Increment(ref _patients);
            var patient = new Somebody($"patient {number}", number) { Criteria = Criteria.None };
            var term = new Term(
                $"slot {number}", Cast.Near, new LocalDateTime(2026, 9, 21, 0, 0).PlusMinutes(5 * number));
            await Ask(Actor.System, patient.Refer);
            await Ask(Cast.ByIkp, patient.Join);
            await Ask(Cast.NearStaff, term.Publish);
            if (number % CancelEvery == 0)
            {
                await Cancel();
            }
        }
    }

    private async Task Cancel()
    {
        try
        {
            var last = await town.Database.Rows($"""
                select appointment from scheduling.live_slot where appointment is not null
                order by starts_at desc limit 1
                """);
            foreach (var appointment in last)
            {
                // Somebody else may have been faster.
                await town.Run(Cast.ByIkp, new CancelByPatient(new AppointmentId(Guid.Parse(appointment)), null));
            }
        }
        catch (Npgsql.NpgsqlException)
        {
            // Whoever is not answered leaves it at that, be it cancelled or not.
        }
    }

    // The server may be away for a while; whoever is not answered asks again, and is one and the same.
    private async Task Ask(Actor by, IOperation operation)
    {
        var id = Ids.Derive("crowd", operation.GetType().Name, operation.ToString()!);
        while (true)
        {
            try
            {
                var outcome = await town.Executor.Run(new Command(id, id, by, operation));
                if (outcome.Refusal != Refusals.Busy)
                {
                    outcome.Refusal.Should().BeNull();
                    return;
                }
            }
            catch (Npgsql.NpgsqlException)
            {
                await Task.Delay(100);
            }
        }
    }
}
