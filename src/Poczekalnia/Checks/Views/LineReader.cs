using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using NodaTime;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks.Views;

/// <summary>Turns lines into the views that the checks read.</summary>
public sealed class LineReader
{
    // A few thousand texts and wishes occur millions of times; the views share one copy of each.
    private readonly ByteMap<string> _texts = new();
    private readonly WishReader _wishes = new();
    private readonly Dictionary<Guid, int>[] _streams =
        [.. Enum.GetValues<Family>().Select(_ => new Dictionary<Guid, int>())];
    private int _streamCount;
    private byte[] _lastText = [];
    private Instant _lastInstant;

    public CommandLine Command(long line, Json body)
    {
        var outcome = Pooled(body, "outcome"u8);
        return new CommandLine(
            line, body.Id("id"u8), body.Word<Role>("role"u8), body.Word<Way>("channel"u8),
            body.MaybeId("place"u8), Pooled(body, "operation"u8), At(body, "now"u8), outcome == "accepted",
            outcome == "refused", body.MaybeWhole("first"u8), body.MaybeWhole("last"u8),
            body.TryGet("arguments"u8, out var asked) && asked.Has("hindranceEndedOn"u8)
                ? asked.Day("hindranceEndedOn"u8)
                : null);
    }

    public NoticeLine Notice(long line, Json body)
    {
        var (isPlace, id) = Recipient(body);
        return new NoticeLine(
            line, body.Text("key"u8), Pooled(body, "kind"u8), Pooled(body, "channel"u8),
            isPlace ? null : id,
            isPlace ? id : null,
            At(body, "at"u8), body.MaybeWhole("cause"u8), body.MaybeId("appointment"u8),
            body.Has("start"u8) ? Local(body, "start"u8) : null,
            (int?)body.MaybeWhole("daysBefore"u8));
    }

    public static EndLine End(long line, Json body)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var count in body.Need("counts"u8).Inside)
        {
            counts.Add(count.Name, count.AsWhole());
        }

        return new EndLine(line, counts, body.Text("complete"u8) == "yes");
    }

    public EventLine Event(long line, Json body)
    {
        var (family, stream) = Stream(body);
        var name = Pooled(body, "name"u8);
        return new EventLine(
            line, body.Whole("position"u8), IndexOf(family, stream), family, stream, body.Whole("version"u8), name,
            At(body, "instant"u8), body.Id("causation"u8), Read(name, body.Need("data"u8)));
    }

    private int IndexOf(Family family, Guid stream)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _streams[(int)family], stream, out var isKnown);
        index = isKnown ? index : _streamCount++;
        return index;
    }

    private static (bool IsPlace, Guid Id) Recipient(Json body)
    {
        var id = Identity(body.Need("recipient"u8).Utf8, out var kind);
        return kind.SequenceEqual("place"u8) ? (true, id)
            : kind.SequenceEqual("patient"u8) ? (false, id)
            : throw new FormatException($"'recipient' is neither patient nor place: '{body.Text("recipient"u8)}'");
    }

    private static (Family Family, Guid Id) Stream(Json body)
    {
        var id = Identity(body.Need("stream"u8).Utf8, out var kind);
        return (Words.Read<Family>(kind), id);
    }

    /// <summary>Parts a kind from the UUID behind it.</summary>
    private static Guid Identity(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> kind)
    {
        var slash = text.IndexOf((byte)'/');
        kind = text[..Math.Max(slash, 0)];
        return slash > 0 && Utf8Parser.TryParse(text[(slash + 1)..], out Guid id, out var read)
            && slash + 1 + read == text.Length
                ? id
                : throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is no kind with a UUID");
    }

    private Happening Read(string name, Json data) => name switch
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

    private Happening ReadOfPatient(string name, Json data) => name switch
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

    private PlaceRegistered Registered(Json data)
    {
        var location = data.Need("location"u8);
        return new PlaceRegistered(
            Pooled(data, "area"u8), location.Number("latitudeE5"u8), location.Number("longitudeE5"u8));
    }

    private SlotPublished Published(Json data)
    {
        var (day, time) = Local(data, "start"u8);
        return new SlotPublished(
            data.Id("place"u8), Pooled(data, "scope"u8), data.Word<VisitKind>("kind"u8), Pooled(data, "mode"u8),
            day, time, data.Number("minutes"u8),
            data.Has("practitioner"u8) ? Pooled(data, "practitioner"u8) : null,
            data.TryGet("ages"u8, out var ages) ? Ages(ages) : null);
    }

    private AppointmentBooked Booked(Json data)
    {
        var (day, time) = Local(data, "start"u8);
        return new AppointmentBooked(
            data.Id("patient"u8), data.Id("slot"u8), data.Id("place"u8), Pooled(data, "scope"u8),
            data.Word<VisitKind>("kind"u8), day, time, data.MaybeId("report"u8), data.MaybeId("entry"u8),
            data.MaybeId("referral"u8), Contacts(data), data.Word<Role>("by"u8), data.Word<Way>("channel"u8),
            data.Word<Origin>("origin"u8), data.MaybeText("legalBasis"u8), Policy(data));
    }

    private AppointmentRescheduled Rescheduled(Json data)
    {
        var (day, time) = Local(data, "start"u8);
        return new AppointmentRescheduled(
            data.Id("from"u8), data.Id("slot"u8), data.Id("place"u8), day, time, data.Word<Role>("by"u8),
            data.Word<Way>("channel"u8), data.MaybeText("reason"u8), Policy(data));
    }

    private EntryPlaced Placed(Json data) =>
        new(
            data.Id("patient"u8), Pooled(data, "scope"u8), data.Id("report"u8), data.MaybeId("referral"u8),
            Order(data.Need("order"u8)), _wishes.Read(data.Need("criteria"u8)), Ages(data.Need("ages"u8)),
            data.Ids("leftSlots"u8), data.Word<Because>("because"u8), Policy(data));

    private ReportFiled Filed(Json data) =>
        new(
            data.Id("patient"u8), Pooled(data, "scope"u8), Order(data.Need("order"u8)), At(data, "reportedAt"u8),
            data.Has("earlierReportAt"u8) ? At(data, "earlierReportAt"u8) : null,
            data.Word<Urgency>("category"u8), data.Has("card"u8), data.Has("entitlement"u8),
            data.MaybeId("referral"u8), Contacts(data), Ages(data.Need("ages"u8)), Policy(data));

    private Rank Order(Json order) =>
        new(order.Word<RankClass>("class"u8), At(order, "since"u8), order.Whole("number"u8));

    private static AgeSpan Ages(Json ages) => new(ages.Number("from"u8), ages.Number("to"u8));

    private static ContactSet Contacts(Json data)
    {
        var set = ContactSet.None;
        foreach (var contact in data.Need("contacts"u8).AsList())
        {
            set |= contact.AsWord<ContactSet>();
        }

        return set;
    }

    // Lines of one instant follow each other.
    private Instant At(Json body, ReadOnlySpan<byte> name)
    {
        var text = body.Need(name).Utf8;
        if (!text.SequenceEqual(_lastText))
        {
            _lastInstant = Moments.ReadInstant(text);
            _lastText = text.ToArray();
        }

        return _lastInstant;
    }

    private static (DateOnly Day, TimeOnly Time) Local(Json body, ReadOnlySpan<byte> name) =>
        Moments.ReadLocal(body.Need(name).Utf8);

    private string Policy(Json data) => Pooled(data, "policy"u8);

    private string Pooled(Json body, ReadOnlySpan<byte> name)
    {
        var text = body.Need(name);
        return _texts.Find(text.Utf8) ?? _texts.Add(text.Utf8, text.AsText());
    }
}
