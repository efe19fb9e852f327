using System.Text.Json;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks.Views;

/// <summary>Turns lines into the views that the checks read.</summary>
public sealed class LineReader
{
    // A few thousand texts and wishes occur millions of times; the views share one copy of each.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly WishReader _wishes = new();

    public static CommandLine Command(long line, JsonElement body)
    {
        var outcome = body.Text("outcome");
        return new CommandLine(
            line, body.Id("id"), body.Word<Role>("role"), body.Word<Way>("channel"), body.Text("operation"),
            body.At("now"), outcome == "accepted", outcome == "refused", body.MaybeWhole("first"),
            body.MaybeWhole("last"));
    }

    public static NoticeLine Notice(long line, JsonElement body)
    {
        var (family, id) = Stream(body.Text("recipient"), "recipient");
        return new NoticeLine(
            line, body.Text("key"), body.Text("kind"), body.Text("channel"),
            family == "patient" ? id : null,
            family == "place" ? id : null,
            body.At("at"), body.MaybeWhole("cause"), body.MaybeId("appointment"), body.MaybeText("start"),
            (int?)body.MaybeWhole("daysBefore"));
    }

    public static EndLine End(long line, JsonElement body) =>
        new(
            line,
            body.Need("counts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt64()),
            body.Text("complete") == "yes");

    public EventLine Event(long line, JsonElement body)
    {
        var (family, stream) = Stream(body.Text("stream"), "stream");
        var name = Pooled(body.Text("name"));
        return new EventLine(
            line, body.Whole("position"), Words.Read<Family>(family), stream, body.Whole("version"), name,
            body.At("instant"), body.Id("causation"), Read(name, body.Need("data")));
    }

    private static (string Family, Guid Id) Stream(string text, string member)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Guid.TryParseExact(text.AsSpan(slash + 1), "D", out var id)
            ? (text[..slash], id)
            : throw new FormatException($"'{member}' is no stream: '{text}'");
    }

    private Happening Read(string name, JsonElement data) => name switch
    {
        "service_place_registered" => Registered(data),
        "service_place_activated" => new PlaceActivated(),
        "service_place_suspended" => new PlaceSuspended(),
        "service_place_resumed" => new PlaceResumed(),
        "service_place_moved" => new PlaceMoved(),
        "contract_ended" => new Happening.ContractEnded(data.Day("effectiveOn")),
        "contract_settled" => new ContractSettled(),
        "notification_endpoint_set" => new EndpointSet(),
        "scope_opened" => new ScopeOpened(Pooled(data.Text("scope"))),
        "policy_adopted" => new PolicyAdopted(Policy(data)),
        "window_advanced" => new WindowAdvanced(data.Day("through")),
        "window_swept" => new WindowSwept(data.Day("through")),
        "slot_published" => Published(data),
        "slot_assigned" => new SlotAssigned(data.Id("appointment"), data.Id("entry"), data.Whole("asOf"), Policy(data)),
        "slot_booked" => new SlotBooked(data.Id("appointment")),
        "slot_freed" => new SlotFreed(data.Id("appointment")),
        "slot_released" => new SlotReleased(data.Word<ReleaseCause>("reason"), data.MaybeWhole("asOf"), Policy(data)),
        "slot_consumed" => new SlotConsumed(data.Id("appointment")),
        "slot_withdrawn" => new SlotWithdrawn(),
        "appointment_booked" => Booked(data),
        "appointment_rescheduled" => Rescheduled(data),
        "appointment_cancelled" => new AppointmentCancelled(
            data.Word<Role>("by"), data.Word<Way>("channel"), data.MaybeText("reason"), Policy(data)),
        "appointment_fulfilled" => new AppointmentFulfilled(),
        "appointment_missed" => new AppointmentMissed(data.Word<Blame>("fault"), Policy(data)),
        "process_started" => new ProcessStarted(),
        "process_ended" => new ProcessEnded(),
        _ => ReadOfPatient(name, data),
    };

    private Happening ReadOfPatient(string name, JsonElement data) => name switch
    {
        "entry_placed" => Placed(data),
        "entry_assigned" => new EntryAssigned(data.Id("slot"), data.Id("appointment")),
        "entry_returned" => new EntryReturned(
            data.Ids("leftSlots"), data.Word<RankClass>("class"), data.Word<Because>("because"), Policy(data)),
        "entry_withdrawn" => new EntryWithdrawn(),
        "entry_removed" => new EntryRemoved(),
        "entry_reinstated" => new EntryReinstated(Policy(data)),
        "criteria_changed" => new CriteriaChanged(_wishes.Read(data.Need("criteria"))),
        "medical_category_changed" => new CategoryChanged(
            data.Word<Urgency>("category"), data.Word<RankClass>("class"), Policy(data)),
        "report_filed" => Filed(data),
        "forecast_issued" => new ForecastIssued(Policy(data)),
        "report_closed" => new ReportClosed(data.Word<Closure>("reason")),
        "report_reopened" => new ReportReopened(Policy(data)),
        "referral_issued" => new ReferralIssued(
            data.Id("patient"), Pooled(data.Text("scope")), data.Text("form") == "paper"),
        "referral_held" => new ReferralHeld(data.Id("place")),
        "referral_released" => new ReferralReleased(),
        "referral_fulfilled" => new ReferralFulfilled(),
        "referral_cancelled" => new ReferralCancelled(),
        _ => throw new FormatException($"no event is called '{name}'"),
    };

    private PlaceRegistered Registered(JsonElement data)
    {
        var location = data.Need("location");
        return new PlaceRegistered(
            Pooled(data.Text("area")), location.Number("latitudeE5"), location.Number("longitudeE5"));
    }

    private SlotPublished Published(JsonElement data)
    {
        var (day, time) = Moments.ReadLocal(data.Text("start"));
        return new SlotPublished(
            data.Id("place"), Pooled(data.Text("scope")), data.Word<VisitKind>("kind"), Pooled(data.Text("mode")),
            day, time, data.Number("minutes"), data.MaybeText("practitioner") is { } practitioner ? Pooled(practitioner) : null,
            data.Maybe("ages") is { } ages ? Ages(ages) : null);
    }

    private AppointmentBooked Booked(JsonElement data)
    {
        var (day, time) = Moments.ReadLocal(data.Text("start"));
        return new AppointmentBooked(
            data.Id("patient"), data.Id("slot"), data.Id("place"), Pooled(data.Text("scope")),
            data.Word<VisitKind>("kind"), day, time, data.MaybeId("report"), data.MaybeId("entry"),
            data.MaybeId("referral"), Contacts(data), data.Word<Role>("by"), data.Word<Way>("channel"),
            data.Word<Origin>("origin"), data.MaybeText("legalBasis"), Policy(data));
    }

    private AppointmentRescheduled Rescheduled(JsonElement data)
    {
        var (day, time) = Moments.ReadLocal(data.Text("start"));
        return new AppointmentRescheduled(
            data.Id("from"), data.Id("slot"), data.Id("place"), day, time, data.Word<Role>("by"),
            data.Word<Way>("channel"), data.MaybeText("reason"), Policy(data));
    }

    private EntryPlaced Placed(JsonElement data) =>
        new(
            data.Id("patient"), Pooled(data.Text("scope")), data.Id("report"), data.MaybeId("referral"),
            Order(data.Need("order")), _wishes.Read(data.Need("criteria")), Ages(data.Need("ages")),
            data.Ids("leftSlots"), data.Word<Because>("because"), Policy(data));

    private ReportFiled Filed(JsonElement data) =>
        new(
            data.Id("patient"), Pooled(data.Text("scope")), Order(data.Need("order")), data.At("reportedAt"),
            data.Maybe("earlierReportAt") is null ? null : data.At("earlierReportAt"),
            data.Word<Urgency>("category"), data.Maybe("card") is not null, data.Maybe("entitlement") is not null,
            data.MaybeId("referral"), Contacts(data), Ages(data.Need("ages")), Policy(data));

    private static Rank Order(JsonElement order) =>
        new(order.Word<RankClass>("class"), order.At("since"), order.Whole("number"));

    private static AgeSpan Ages(JsonElement ages) => new(ages.Number("from"), ages.Number("to"));

    private static ContactSet Contacts(JsonElement data)
    {
        var set = ContactSet.None;
        foreach (var contact in data.List("contacts"))
        {
            set |= Words.Read<ContactSet>(contact.GetString() ?? "");
        }

        return set;
    }

    private string Policy(JsonElement data) => Pooled(data.Text("policy"));

    private string Pooled(string text)
    {
        if (!_texts.TryGetValue(text, out var one))
        {
            _texts.Add(text, one = text);
        }

        return one;
    }
}
