using System.Runtime.InteropServices;
using System.Text.Json;
using NodaTime;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks.Views;

/// <summary>Turns lines into the views that the checks read.</summary>
public sealed class LineReader
{
    // A few thousand texts and wishes occur millions of times; the views share one copy of each.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly WishReader _wishes = new();
    private readonly Dictionary<(Family Family, Guid Stream), int> _streams = [];
    private string _lastText = "";
    private Instant _lastInstant;

    public CommandLine Command(long line, JsonElement body)
    {
        var outcome = Pooled(body, "outcome"u8);
        return new CommandLine(
            line, body.Id("id"u8), body.Word<Role>("role"u8), body.Word<Way>("channel"u8),
            body.MaybeId("place"u8), Pooled(body, "operation"u8), At(body, "now"u8), outcome == "accepted",
            outcome == "refused", body.MaybeWhole("first"u8), body.MaybeWhole("last"u8));
    }

    public NoticeLine Notice(long line, JsonElement body)
    {
        var (isPlace, id) = Recipient(body);
        return new NoticeLine(
            line, body.Text("key"u8), Pooled(body, "kind"u8), Pooled(body, "channel"u8),
            isPlace ? null : id,
            isPlace ? id : null,
            At(body, "at"u8), body.MaybeWhole("cause"u8), body.MaybeId("appointment"u8),
            body.Maybe("start"u8) is null ? null : Local(body, "start"u8),
            (int?)body.MaybeWhole("daysBefore"u8));
    }

    public static EndLine End(long line, JsonElement body) =>
        new(
            line,
            body.Need("counts"u8).EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt64()),
            body.Text("complete"u8) == "yes");

    public EventLine Event(long line, JsonElement body)
    {
        var (family, stream) = Stream(body);
        var name = Pooled(body, "name"u8);
        return new EventLine(
            line, body.Whole("position"u8), IndexOf(family, stream), family, stream, body.Whole("version"u8), name,
            At(body, "instant"u8), body.Id("causation"u8), Read(name, body.Need("data"u8)));
    }

    private int IndexOf(Family family, Guid stream)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, (family, stream), out var isKnown);
        index = isKnown ? index : _streams.Count - 1;
        return index;
    }

    private static (bool IsPlace, Guid Id) Recipient(JsonElement body)
    {
        Span<char> letters = stackalloc char[Json.ShortText];
        ReadOnlySpan<char> text = letters[..body.ShortTextOf("recipient"u8, letters)];
        var (family, id) = Parts(text);
        return text[family] is "place" || text[family] is "patient"
            ? (text[family] is "place", id)
            : throw new FormatException($"'recipient' is neither patient nor place: '{text}'");
    }

    private static (Family Family, Guid Id) Stream(JsonElement body)
    {
        Span<char> letters = stackalloc char[Json.ShortText];
        ReadOnlySpan<char> text = letters[..body.ShortTextOf("stream"u8, letters)];
        var (family, id) = Parts(text);
        return (Words.Read<Family>(text[family]), id);
    }

    private static (Range Family, Guid Id) Parts(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash > 0 && Guid.TryParseExact(text[(slash + 1)..], "D", out var id)
            ? (..slash, id)
            : throw new FormatException($"'{text}' is no kind with a UUID");
    }

    private Happening Read(string name, JsonElement data) => name switch
    {
        "service_place_registered" => Registered(data),
        "service_place_activated" => new PlaceActivated(),
        "service_place_suspended" => new PlaceSuspended(),
        "service_place_resumed" => new PlaceResumed(),
        "service_place_moved" => new PlaceMoved(),
        "contract_ended" => new Happening.ContractEnded(data.Day("effectiveOn"u8)),
        "contract_settled" => new ContractSettled(),
        "notification_endpoint_set" => new EndpointSet(),
        "scope_opened" => new ScopeOpened(Pooled(data, "scope"u8)),
        "policy_adopted" => new PolicyAdopted(Policy(data)),
        "window_advanced" => new WindowAdvanced(data.Day("through"u8)),
        "window_swept" => new WindowSwept(data.Day("through"u8)),
        "slot_published" => Published(data),
        "slot_assigned" => new SlotAssigned(
            data.Id("appointment"u8), data.Id("entry"u8), data.Whole("asOf"u8), Policy(data)),
        "slot_booked" => new SlotBooked(data.Id("appointment"u8)),
        "slot_freed" => new SlotFreed(data.Id("appointment"u8)),
        "slot_released" => new SlotReleased(
            data.Word<ReleaseCause>("reason"u8), data.MaybeWhole("asOf"u8), Policy(data)),
        "slot_consumed" => new SlotConsumed(data.Id("appointment"u8)),
        "slot_withdrawn" => new SlotWithdrawn(),
        "appointment_booked" => Booked(data),
        "appointment_rescheduled" => Rescheduled(data),
        "appointment_cancelled" => new AppointmentCancelled(
            data.Word<Role>("by"u8), data.Word<Way>("channel"u8), data.MaybeText("reason"u8), Policy(data)),
        "appointment_fulfilled" => new AppointmentFulfilled(),
        "appointment_missed" => new AppointmentMissed(data.Word<Blame>("fault"u8), Policy(data)),
        "process_started" => new ProcessStarted(),
        "process_ended" => new ProcessEnded(),
        _ => ReadOfPatient(name, data),
    };

    private Happening ReadOfPatient(string name, JsonElement data) => name switch
    {
        "entry_placed" => Placed(data),
        "entry_assigned" => new EntryAssigned(data.Id("slot"u8), data.Id("appointment"u8)),
        "entry_returned" => new EntryReturned(
            data.Ids("leftSlots"u8), data.Word<RankClass>("class"u8), data.Word<Because>("because"u8), Policy(data)),
        "entry_withdrawn" => new EntryWithdrawn(),
        "entry_removed" => new EntryRemoved(),
        "entry_reinstated" => new EntryReinstated(Policy(data)),
        "criteria_changed" => new CriteriaChanged(_wishes.Read(data.Need("criteria"u8))),
        "medical_category_changed" => new CategoryChanged(
            data.Word<Urgency>("category"u8), data.Word<RankClass>("class"u8), Policy(data)),
        "report_filed" => Filed(data),
        "forecast_issued" => new ForecastIssued(Policy(data)),
        "report_closed" => new ReportClosed(data.Word<Closure>("reason"u8)),
        "report_reopened" => new ReportReopened(Policy(data)),
        "referral_issued" => new ReferralIssued(
            data.Id("patient"u8), Pooled(data, "scope"u8), data.Text("form"u8) == "paper"),
        "referral_held" => new ReferralHeld(data.Id("place"u8)),
        "referral_released" => new ReferralReleased(),
        "referral_fulfilled" => new ReferralFulfilled(),
        "referral_cancelled" => new ReferralCancelled(),
        _ => throw new FormatException($"no event is called '{name}'"),
    };

    private PlaceRegistered Registered(JsonElement data)
    {
        var location = data.Need("location"u8);
        return new PlaceRegistered(
            Pooled(data, "area"u8), location.Number("latitudeE5"u8), location.Number("longitudeE5"u8));
    }

    private SlotPublished Published(JsonElement data)
    {
        var (day, time) = Local(data, "start"u8);
        return new SlotPublished(
            data.Id("place"u8), Pooled(data, "scope"u8), data.Word<VisitKind>("kind"u8), Pooled(data, "mode"u8),
            day, time, data.Number("minutes"u8),
            data.Maybe("practitioner"u8) is null ? null : Pooled(data, "practitioner"u8),
            data.Maybe("ages"u8) is { } ages ? Ages(ages) : null);
    }

    private AppointmentBooked Booked(JsonElement data)
    {
        var (day, time) = Local(data, "start"u8);
        return new AppointmentBooked(
            data.Id("patient"u8), data.Id("slot"u8), data.Id("place"u8), Pooled(data, "scope"u8),
            data.Word<VisitKind>("kind"u8), day, time, data.MaybeId("report"u8), data.MaybeId("entry"u8),
            data.MaybeId("referral"u8), Contacts(data), data.Word<Role>("by"u8), data.Word<Way>("channel"u8),
            data.Word<Origin>("origin"u8), data.MaybeText("legalBasis"u8), Policy(data));
    }

    private AppointmentRescheduled Rescheduled(JsonElement data)
    {
        var (day, time) = Local(data, "start"u8);
        return new AppointmentRescheduled(
            data.Id("from"u8), data.Id("slot"u8), data.Id("place"u8), day, time, data.Word<Role>("by"u8),
            data.Word<Way>("channel"u8), data.MaybeText("reason"u8), Policy(data));
    }

    private EntryPlaced Placed(JsonElement data) =>
        new(
            data.Id("patient"u8), Pooled(data, "scope"u8), data.Id("report"u8), data.MaybeId("referral"u8),
            Order(data.Need("order"u8)), _wishes.Read(data.Need("criteria"u8)), Ages(data.Need("ages"u8)),
            data.Ids("leftSlots"u8), data.Word<Because>("because"u8), Policy(data));

    private ReportFiled Filed(JsonElement data) =>
        new(
            data.Id("patient"u8), Pooled(data, "scope"u8), Order(data.Need("order"u8)), At(data, "reportedAt"u8),
            data.Maybe("earlierReportAt"u8) is null ? null : At(data, "earlierReportAt"u8),
            data.Word<Urgency>("category"u8), data.Maybe("card"u8) is not null, data.Maybe("entitlement"u8) is not null,
            data.MaybeId("referral"u8), Contacts(data), Ages(data.Need("ages"u8)), Policy(data));

    private Rank Order(JsonElement order) =>
        new(order.Word<RankClass>("class"u8), At(order, "since"u8), order.Whole("number"u8));

    private static AgeSpan Ages(JsonElement ages) => new(ages.Number("from"u8), ages.Number("to"u8));

    private static ContactSet Contacts(JsonElement data)
    {
        var set = ContactSet.None;
        foreach (var contact in data.List("contacts"u8))
        {
            set |= Words.Read<ContactSet>(contact.GetString() ?? "");
        }

        return set;
    }

    // Lines of one instant follow each other.
    private Instant At(JsonElement body, ReadOnlySpan<byte> name)
    {
        var member = body.Need(name);
        if (member.ValueKind != JsonValueKind.String || !member.ValueEquals(_lastText))
        {
            _lastText = body.Text(name);
            _lastInstant = Moments.ReadInstant(_lastText);
        }

        return _lastInstant;
    }

    private static (DateOnly Day, TimeOnly Time) Local(JsonElement body, ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[Json.ShortText];
        return Moments.ReadLocal(letters[..body.ShortTextOf(name, letters)]);
    }

    private string Policy(JsonElement data) => Pooled(data, "policy"u8);

    private string Pooled(JsonElement body, ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[Json.ShortText];
        ReadOnlySpan<char> text = letters[..body.ShortTextOf(name, letters)];
        var pool = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!pool.TryGetValue(text, out var one))
        {
            one = text.ToString();
            _texts.Add(one, one);
        }

        return one;
    }
}
