using System.Globalization;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>A table that is kept beside the log and has at most one row for a stream.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Key">The column that holds the identity of the stream.</param>
/// <param name="Text">What a row says, as SQL; it begins with the key.</param>
/// <param name="RowOf">What the row of a stream must say; nothing where there must be none.</param>
/// <param name="Model">The read model it belongs to; nothing for an inline table, which is never behind.</param>
internal sealed record KeptTable(
    string Name, string Key, string Text, Func<StreamId, StreamState, string?> RowOf,
    ReadModel? Model = null)
{
    private const string LocalTime = "uuuu-MM-dd HH:mm:ss";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KeptTable> All { get; } =
    [
        new("scheduling.live_slot", "slot",
            "slot || ' ' || place || ' ' || starts_at::text || ' ' || coalesce(appointment::text, '')",
            (stream, state) => InlineChanges.SlotOf(stream, state) is not { } row ? null
                : $"{row.Slot} {row.Place} {Local(row.Start)} {row.Appointment}"),
        new("scheduling.live_first_time", "holder", "holder || ' ' || patient || ' ' || scope || ' ' || kind",
            (stream, state) => InlineChanges.ClaimOf(stream, state) is not { } row ? null
                : $"{row.Holder.Value} {row.Patient} {row.Scope} {StreamId.NameOf(row.Holder.Kind)}"),
        new("scheduling.live_entry", "entry", "entry || ' ' || coalesce(slot::text, '')",
            (stream, state) => InlineChanges.EntryOf(stream, state) is not { } row ? null : $"{row.Entry} {row.Slot}"),
        Read("places", "place", "provider_code", "area", "status", "coalesce(contract_ends::text, '')"),
        Read("slots", "slot", "place", "scope", "kind", "starts_at", "state", "coalesce(appointment::text, '')"),
        Read(
            "appointments", "appointment", "patient", "scope", "origin", "slot", "place", "starts_at", "state",
            "coalesce(fault, '')"),
        Read(
            "entries", "entry", "patient", "scope", "class", InUtc("since"), "number", "state",
            "coalesce(slot::text, '')", "coalesce(appointment::text, '')"),
        Read(
            "reports", "report", "patient", "scope", "category", "class", InUtc("since"), "number", "state",
            "coalesce(closed_reason, '')", "coalesce(forecast_days::text, '')"),
        Read("reports", "referral", "patient", "scope", "category", "state", "coalesce(place::text, '')"),
    ];

    /// <summary>As findings are named.</summary>
    public string Rule => Model is null ? Name["scheduling.".Length..] : Name;

    /// <summary>The model whose tables speak of the streams of a kind; nothing where none does.</summary>
    public static ReadModel? ModelOf(StreamKind kind) =>
        kind switch
        {
            StreamKind.Place => Named("places"),
            StreamKind.Slot => Named("slots"),
            StreamKind.Appointment => Named("appointments"),
            StreamKind.Entry => Named("entries"),
            StreamKind.Report or StreamKind.Referral => Named("reports"),
            StreamKind.Window or StreamKind.Process => null,
        };

    private static ReadModel? Named(string name) => ReadModel.All.Single(model => model.Name == name);

    private static KeptTable Read(string model, string table, params string[] columns) =>
        new($"read.{table}", table, string.Join(" || ' ' || ", [table, .. columns]),
            (stream, state) => Row(table, stream, state), Named(model));

    private static string? Row(string table, StreamId stream, StreamState state) =>
        (table, state) switch
        {
            ("place", ServicePlace.Known { Registration: var it } place) =>
                $"{stream.Value} {it.ProviderCode} {it.Area} {EnumText.Of(place.Status)} {Date(place.EndsOn)}",
            ("slot", Slot { Published: { } it } slot) =>
                $"{stream.Value} {it.Place} {it.Scope} {EnumText.Of(it.Kind)} {Local(it.Start)} {StateOf(slot)}",
            ("appointment", Appointment { Made: { } it, On: { } on } made) =>
                $"{stream.Value} {it.Patient} {it.Scope} {EnumText.Of(it.Origin)} {on.Slot} {on.Place} "
                + $"{Local(on.Start)} {StateOf(made)}",
            ("entry", WaitingEntry { On: { Placed: var it, Order: var order } } entry) =>
                $"{stream.Value} {it.Patient} {it.Scope} {OrderText(order)} {StateOf(entry)}",
            ("report", CentralReport { On: { Filed: var it } terms } report) =>
                $"{stream.Value} {it.Patient} {it.Scope} {EnumText.Of(terms.Category)} {OrderText(terms.Order)} "
                + StateOf(report),
            ("referral", Referral { Written: { } it } referral) =>
                $"{stream.Value} {it.Patient} {it.Scope} {EnumText.Of(it.Category)} {StateOf(referral)}",
            _ => null,
        };

    private static string StateOf(Slot slot) =>
        slot switch
        {
            Slot.Free { Released: true } => "open ",
            Slot.Free => "held-back ",
            Slot.Taken taken => $"taken {taken.Appointment}",
            Slot.Consumed consumed => $"consumed {consumed.Appointment}",
            _ => "withdrawn ",
        };

    private static string StateOf(Appointment made) =>
        made switch
        {
            Appointment.Booked => "booked ",
            Appointment.Cancelled => "cancelled ",
            Appointment.Fulfilled => "fulfilled ",
            Appointment.Missed missed => $"missed {EnumText.Of(missed.Fault)}",
            _ => "",
        };

    private static string StateOf(WaitingEntry entry) =>
        entry switch
        {
            WaitingEntry.Waiting => "waiting  ",
            WaitingEntry.Assigned assigned => $"assigned {assigned.Slot} {assigned.Appointment}",
            WaitingEntry.Withdrawn => "withdrawn  ",
            _ => "removed  ",
        };

    private static string StateOf(CentralReport report) =>
        report switch
        {
            CentralReport.Open open => $"open  {open.Told?.Days}",
            CentralReport.Closed closed => $"closed {EnumText.Of(closed.Reason)} ",
            _ => "",
        };

    private static string StateOf(Referral referral) =>
        referral switch
        {
            Referral.Issued => "issued ",
            Referral.Held held => $"held {held.Place}",
            Referral.Fulfilled => "fulfilled ",
            _ => "cancelled ",
        };

    private static string OrderText(OrderKey order) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{EnumText.Of(order.Class)} {StoredTime.Read(order.Since):uuuu-MM-dd HH:mm:ss.ffffff} {order.Number}");

    private static string InUtc(string column) => $"to_char({column} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')";

    private static string Local(LocalDateTime time) => time.ToString(LocalTime, CultureInfo.InvariantCulture);

    private static string Date(LocalDate? date) =>
        date?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
