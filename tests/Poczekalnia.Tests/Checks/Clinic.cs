using System.Text.Json.Nodes;
using Poczekalnia.Checks.Views;

namespace Poczekalnia.Tests.Checks;

/// <summary>
/// Histories in the words of a clinic: one scope, two places, patients and slots by short names. A patient who leaves a
/// landline is told nothing, so that most tests need no notices.
/// </summary>
internal sealed partial class Clinic : HistoryBuilder
{
    public const string Policy = "test@1#000000000000";
    public const string Scope = "02.1100.001.02";

    private readonly Dictionary<string, Guest> _guests = [];
    private readonly Dictionary<string, (string Place, string Start, string Kind)> _slots = [];
    private int _number;

    /// <summary>A scope with a window of 40 days and two active places, one in Warsaw and one in Cracow.</summary>
    public static Clinic Open()
    {
        var clinic = new Clinic();
        clinic.Do("open-scope")
            .Event(Window, "scope_opened", new JsonObject { ["scope"] = Scope })
            .Event(Window, "policy_adopted", new JsonObject { ["policy"] = Policy });
        clinic.Advance("2026-10-11");
        clinic.Register("warsaw", "1465011", 5223000, 2101000);
        clinic.Register("cracow", "1261011", 5006000, 1994000);
        clinic.Activate("warsaw");
        clinic.Activate("cracow");
        return clinic;
    }

    public static string Window => $"window/{Id("window")}";

    public void Register(string place, string area, int latitude, int longitude)
    {
        var data = new JsonObject
        {
            ["providerCode"] = "test",
            ["area"] = area,
            ["location"] = new JsonObject { ["latitudeE5"] = latitude, ["longitudeE5"] = longitude },
            ["scopes"] = new JsonArray(Scope),
        };
        Do("register-place", "administrator", "place")
            .Event($"place/{Id(place)}", "service_place_registered", data);
    }

    public void Activate(string place) =>
        Do("activate-place", "administrator", "place").Event($"place/{Id(place)}", "service_place_activated");

    public void Suspend(string place) =>
        Do("suspend-place", "administrator", "place")
            .Event($"place/{Id(place)}", "service_place_suspended", new JsonObject { ["reason"] = "test" });

    public void Resume(string place) =>
        Do("resume-place", "administrator", "place").Event($"place/{Id(place)}", "service_place_resumed");

    public void Advance(string through) =>
        Do("advance-window").Event(Window, "window_advanced", new JsonObject { ["through"] = through });

    public void Sweep(string through) =>
        Do("sweep-window").Event(Window, "window_swept", new JsonObject { ["through"] = through });

    /// <summary>The next local day begins: the window goes on, and the clock shows 8 in the morning.</summary>
    public void Day(string day)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", null);
        Now = $"{Moments.Of(date, TimeOnly.MinValue)}";
        Advance($"{date.AddDays(40):yyyy-MM-dd}");
        Now = $"{day}T06:00:00Z";
    }

    public void Publish(
        string slot, string start, string place = "warsaw", string kind = "first-time", JsonObject? more = null)
    {
        _slots[slot] = (place, start, kind);
        var data = new JsonObject
        {
            ["place"] = Id(place),
            ["scope"] = Scope,
            ["kind"] = kind,
            ["mode"] = "in-person",
            ["start"] = start,
            ["minutes"] = 20,
        };
        foreach (var (name, value) in more ?? [])
        {
            data[name] = value?.DeepClone();
        }

        Do("publish-slot", "staff", "place").Event($"slot/{Id(slot)}", "slot_published", data);
    }

    public void Release(string slot, string asOf = "head") =>
        Do("release-slot").Event($"slot/{Id(slot)}", "slot_released", new JsonObject
        {
            ["reason"] = "nobody-fits", ["asOf"] = asOf, ["policy"] = Policy,
        });

    public void Refer(string patient, string form = "electronic", string category = "stable") =>
        Do("issue-referral").Event($"referral/{Id("referral " + patient)}", "referral_issued", new JsonObject
        {
            ["patient"] = Id(patient), ["scope"] = Scope, ["form"] = form, ["category"] = category,
        });

    public void Join(
        string patient, JsonObject? criteria = null, string category = "stable", string contact = "landline",
        bool entitled = false)
    {
        Refer(patient);
        var guest = Meet(patient, contact, category, entitled);
        var append = Do("join-waiting-room", "patient", "ikp");
        guest.Entry = $"entry {patient}";
        File(append, guest);
        append.Event($"entry/{Id(guest.Entry)}", "entry_placed", Placed(guest, criteria ?? [], "joined"));
        Tell(append, guest, "put-on-list");
    }

    public void Assign(string slot, string patient, string asOf = "head")
    {
        var guest = _guests[patient];
        guest.Visits++;
        var given = new JsonObject
        {
            ["appointment"] = Id(guest.Visit), ["entry"] = Id(guest.Entry!), ["asOf"] = asOf, ["policy"] = Policy,
        };
        var taken = new JsonObject { ["slot"] = Id(slot), ["appointment"] = Id(guest.Visit) };
        var append = Do("assign-slot")
            .Event($"slot/{Id(slot)}", "slot_assigned", given)
            .Event($"entry/{Id(guest.Entry!)}", "entry_assigned", taken);
        Book(append, guest, slot, "waiting-room", "system", "internal");
        Hold(append, guest, slot);
        Tell(append, guest, "free-date-appeared");
    }

    /// <summary>Books a first visit in any other way than from the list.</summary>
    public void BookFirst(
        string patient, string slot, string origin = "public", string contact = "landline", bool entitled = false,
        string channel = "ikp")
    {
        Refer(patient);
        var guest = Meet(patient, contact, "stable", entitled);
        guest.Visits++;
        var role = channel == "place" ? "staff" : "patient";
        var append = Do("book", role, channel).Event($"slot/{Id(slot)}", "slot_booked", new JsonObject
        {
            ["appointment"] = Id(guest.Visit),
        });
        File(append, guest);
        Book(append, guest, slot, origin, role, channel);
        Hold(append, guest, slot);
        if (origin != "initial-load")
        {
            Tell(append, guest, "date-assigned");
        }
    }

    /// <summary>Books a further visit of a treatment for a patient whose first one was fulfilled.</summary>
    public void BookContinuing(string patient, string slot)
    {
        var guest = _guests[patient];
        guest.Visits++;
        var append = Do("book-continuing", "staff", "place").Event($"slot/{Id(slot)}", "slot_booked", new JsonObject
        {
            ["appointment"] = Id(guest.Visit),
        });
        Book(append, guest, slot, "treatment", "staff", "place");
        Tell(append, guest, "date-assigned");
    }

    public void Reschedule(string patient, string slot, string? reason = null)
    {
        var guest = _guests[patient];
        var append = Do("reschedule", reason is null ? "patient" : "staff", reason is null ? "ikp" : "place");
        append.Event($"slot/{Id(slot)}", "slot_booked", new JsonObject { ["appointment"] = Id(guest.Visit) });
        var data = new JsonObject
        {
            ["from"] = Id(guest.Slot!),
            ["slot"] = Id(slot),
            ["place"] = Id(_slots[slot].Place),
            ["start"] = _slots[slot].Start,
            ["by"] = append.Role,
            ["channel"] = append.Channel,
            ["policy"] = Policy,
        };
        if (reason is not null)
        {
            data["reason"] = reason;
        }

        append.Event($"appointment/{Id(guest.Visit)}", "appointment_rescheduled", data);
        if (reason is null)
        {
            append.TellPlace(_slots[guest.Slot!].Place, "cancelled-by-patient");
            append.TellPlace(_slots[slot].Place, "booked-by-patient");
        }
        else
        {
            append.Place = _slots[slot].Place;
        }

        Tell(append, guest, "date-changed");
        Free(append, guest);
        if (_slots[slot].Place != _slots[guest.Slot!].Place)
        {
            Hold(append, guest, slot);
        }

        guest.Left.Add(guest.Slot!);
        guest.Slot = slot;
    }

    /// <summary>A patient gives up a first visit; an entitled one returns to the list.</summary>
    public void CancelByPatient(string patient)
    {
        var guest = _guests[patient];
        var append = Do("cancel-by-patient", "patient", "ikp");
        Cancel(append, guest, null);
        Tell(append, guest, "date-resigned");
        append.TellPlace(_slots[guest.Slot!].Place, "cancelled-by-patient");
        Free(append, guest);
        if (guest.IsEntitled)
        {
            Return(append, guest, "entitled-patient-cancelled");
            return;
        }

        append.Event($"report/{Id(guest.Report)}", "report_closed", new JsonObject { ["reason"] = "resigned" });
        append.Event($"referral/{Id(guest.Referral)}", "referral_released");
        if (guest.Entry is not null)
        {
            append.Event($"entry/{Id(guest.Entry)}", "entry_withdrawn");
        }
    }

    public void CancelByPlace(string patient, string reason = "unforeseeable")
    {
        var guest = _guests[patient];
        var append = Do("cancel-by-place", "staff", "place");
        Cancel(append, guest, reason);
        Tell(append, guest, "cancelled-by-place");
        Free(append, guest);
        Return(append, guest, "place-cancelled");
    }

    public void Fulfil(string patient)
    {
        var guest = _guests[patient];
        Do("fulfil", "staff", "place")
            .Event($"slot/{Id(guest.Slot!)}", "slot_consumed", new JsonObject { ["appointment"] = Id(guest.Visit) })
            .Event($"appointment/{Id(guest.Visit)}", "appointment_fulfilled")
            .Event($"report/{Id(guest.Report)}", "report_closed", new JsonObject { ["reason"] = "fulfilled" });
    }

    public void Miss(string patient, string fault, bool isSettled = false)
    {
        var guest = _guests[patient];
        var append = Do("miss", "staff", "place").Event(
            $"appointment/{Id(guest.Visit)}", "appointment_missed",
            new JsonObject { ["fault"] = fault, ["policy"] = Policy });
        if (fault == "patient")
        {
            Tell(append, guest, "removed");
        }

        if (!isSettled)
        {
            append.Event(
                $"slot/{Id(guest.Slot!)}", "slot_consumed", new JsonObject { ["appointment"] = Id(guest.Visit) });
        }

        if (fault == "not-patient")
        {
            Return(append, guest, "not-patients-fault");
        }
        else if (fault == "patient")
        {
            append.Event($"report/{Id(guest.Report)}", "report_closed", new JsonObject { ["reason"] = "no-show" });
            append.Event($"referral/{Id(guest.Referral)}", "referral_released");
            if (guest.Entry is not null)
            {
                append.Event($"entry/{Id(guest.Entry)}", "entry_removed");
            }
        }
    }

    public void Reinstate(string patient, string hindranceEndedOn)
    {
        var guest = _guests[patient];
        var append = Do("reinstate-entry", "patient", "ikp")
            .Event($"report/{Id(guest.Report)}", "report_reopened", new JsonObject { ["policy"] = Policy })
            .Event($"entry/{Id(guest.Entry!)}", "entry_reinstated", new JsonObject { ["policy"] = Policy });
        append.Arguments["hindranceEndedOn"] = hindranceEndedOn;
        Tell(append, guest, "put-on-list");
    }

    public void Withdraw(string patient)
    {
        var guest = _guests[patient];
        var append = Do("withdraw", "patient", "ikp").Event($"entry/{Id(guest.Entry!)}", "entry_withdrawn");
        Tell(append, guest, "report-withdrawn");
        append.Event($"report/{Id(guest.Report)}", "report_closed", new JsonObject { ["reason"] = "withdrawn" });
    }

    public void ChangeCriteria(string patient, JsonObject criteria) =>
        Do("change-criteria", "patient", "ikp").Event(
            $"entry/{Id(_guests[patient].Entry!)}", "criteria_changed", new JsonObject { ["criteria"] = criteria });

    /// <summary>The reminder of a visit to a patient with a mobile telephone; the clock goes to its instant.</summary>
    public Told Remind(string patient, int daysBefore, string at)
    {
        var guest = _guests[patient];
        var told = new Told($"patient/{Id(patient)}", "date-approaching", "sms", null)
        {
            More = new JsonObject
            {
                ["appointment"] = Id(guest.Visit),
                ["start"] = _slots[guest.Slot!].Start,
                ["daysBefore"] = daysBefore,
                ["at"] = at,
            },
        };
        Appends[^1].Notices.Add(told);
        return told;
    }

    /// <summary>Somebody looks at the clock: a command that changes nothing.</summary>
    public void Wait(string until)
    {
        Now = until;
        Do("nothing");
    }

    public static JsonObject In(params string[] areas) =>
        new() { ["place"] = new JsonObject { ["areas"] = new JsonArray([.. areas.Select(area => (JsonNode)area)]) } };
}
