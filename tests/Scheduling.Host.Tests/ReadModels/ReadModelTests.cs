using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.ReadModels;

/// <summary>What is kept ready is what the events say, in whatever stretches they were taken in.</summary>
public sealed class ReadModelTests(Postgres postgres)
{
    public static TheoryData<string> Scenarios =>
    [
        "days-cancelled-at-once", "force-majeure-on-the-seventh-day", "undetermined-miss-settled-later",
        "reschedule-takes-its-reminders-along", "return-with-the-order-kept", "category-changes-the-order",
        "withdraw-and-referral-cancelled", "suspended-place", "one-report-per-service",
        "entitled-patient-cancels-by-sms", "continuing-visit-and-closing-the-referral", "forecast-of-the-wait",
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_tables_say_what_the_streams_say(string scenario)
    {
        await using var database = await postgres.NewDatabase();
        await RecordedRun.Play(database, scenario);
        var store = new EventStore(database.Source);

        foreach (var model in ReadModel.All)
        {
            await new ReadModelReader(database.Source, store, model) { PageSize = 3 }.CatchUp();
        }

        (await Said(database)).Should().Equal(await Folded(store));

        // One stretch, and into other tables: the same.
        var kept = await Tables.Dump(database);
        foreach (var model in ReadModel.All)
        {
            await new Rebuild(database.Source, store, model).Run();
        }

        (await Tables.Dump(database)).Should().Equal(kept);
        kept.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Every_view_for_analysts_explains_itself_and_its_columns()
    {
        await using var database = await postgres.NewDatabase();

        (await database.Rows($"""
            select c.relname, a.attname from pg_class c
            left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
            where c.relnamespace = 'report'::regnamespace and c.relkind = 'v'
                and (obj_description(c.oid) is null or col_description(c.oid, a.attnum) is null)
            """)).Should().BeEmpty();
        (await database.Number($"""
            select count(*) from pg_class where relnamespace = 'report'::regnamespace and relkind = 'v'
            """)).Should().Be(5);
    }

    [Fact]
    public async Task Where_freed_slots_went_is_told_for_each_time()
    {
        await using var database = await postgres.NewDatabase();
        await RecordedRun.Play(database, "return-with-the-order-kept");
        var slots = ReadModel.All.Single(model => model.Name == "slots");
        await new ReadModelReader(database.Source, new EventStore(database.Source), slots) { PageSize = 1 }.CatchUp();

        var freed = await database.Number(
            $"select count(*) from scheduling.mt_events where type = 'slot_freed'");
        (await database.Number($"select sum(slots) from report.freed_slots")).Should().Be(freed).And.BePositive();
    }

    private static Task<IReadOnlyList<string>> Said(TestDatabase database) =>
        database.Rows($"""
            select * from (
                select 'slot/' || slot || ' ' || state || ' ' || coalesce(appointment::text, '') as line from read.slot
                union all
                select 'appointment/' || appointment || ' ' || state || ' ' || coalesce(fault, '') || ' ' || slot
                from read.appointment
                union all
                select 'entry/' || entry || ' ' || state || ' ' || class || ' ' || coalesce(slot::text, '')
                from read.entry
                union all
                select 'report/' || report || ' ' || state || ' ' || class || ' ' || coalesce(closed_reason, '') || ' '
                    || coalesce(forecast_days::text, '')
                from read.report
                union all
                select 'referral/' || referral || ' ' || state || ' ' || coalesce(place::text, '') from read.referral
                union all
                select 'place/' || place || ' ' || status || ' ' || coalesce(contract_ends::text, '') from read.place
            ) as said order by line collate "C"
            """);

    private static async Task<IReadOnlyList<string>> Folded(EventStore store)
    {
        var states = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folds = new Dictionary<StreamId, StreamState>();
        foreach (var each in await store.ReadAfter(0, int.MaxValue))
        {
            var before = folds.GetValueOrDefault(each.Stream) ?? StreamStates.Initial(each.Stream.Kind);
            folds[each.Stream] = StreamStates.Evolve(each.Stream.Kind, before, each.Event);
            if (TextOf(folds[each.Stream]) is { } text)
            {
                states[$"{each.Stream}"] = text;
            }
        }

        return [.. states.Select(each => $"{each.Key} {each.Value}")];
    }

    private static string? TextOf(StreamState state) =>
        state switch
        {
            Slot.Free free => free.Released ? "open " : "held-back ",
            Slot.Taken taken => $"taken {taken.Appointment}",
            Slot.Consumed consumed => $"consumed {consumed.Appointment}",
            Slot.Withdrawn => "withdrawn ",
            Appointment.Booked booked => $"booked  {booked.Date.Slot}",
            Appointment.Cancelled cancelled => $"cancelled  {cancelled.Date.Slot}",
            Appointment.Fulfilled fulfilled => $"fulfilled  {fulfilled.Date.Slot}",
            Appointment.Missed missed => $"missed {EnumText.Of(missed.Fault)} {missed.Date.Slot}",
            WaitingEntry.Waiting waiting => $"waiting {EnumText.Of(waiting.Terms.Order.Class)} ",
            WaitingEntry.Assigned assigned =>
                $"assigned {EnumText.Of(assigned.Terms.Order.Class)} {assigned.Slot}",
            WaitingEntry.Withdrawn withdrawn => $"withdrawn {EnumText.Of(withdrawn.Terms.Order.Class)} ",
            WaitingEntry.Removed removed => $"removed {EnumText.Of(removed.Terms.Order.Class)} ",
            CentralReport.Open open => $"open {EnumText.Of(open.Terms.Order.Class)}  {open.Told?.Days}",
            CentralReport.Closed closed => ClosedText(closed),
            Referral.Issued => "issued ",
            Referral.Held held => $"held {held.Place}",
            Referral.Fulfilled => "fulfilled ",
            Referral.Cancelled => "cancelled ",
            ServicePlace.Known known =>
                $"{EnumText.Of(known.Status)} {(known.EndsOn is { } on ? $"{on:uuuu-MM-dd}" : "")}",
            _ => null,
        };

    private static string ClosedText(CentralReport.Closed closed) =>
        $"closed {EnumText.Of(closed.Terms.Order.Class)} {EnumText.Of(closed.Reason)} ";
}
