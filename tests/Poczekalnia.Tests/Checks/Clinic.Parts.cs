using System.Text.Json.Nodes;

namespace Poczekalnia.Tests.Checks;

/// <summary>The events that the operations of a clinic share.</summary>
internal sealed partial class Clinic
{
    private static void Tell(Append append, Guest guest, string kind)
    {
        if (guest.Contact == "mobile")
        {
            append.Tell(guest.Patient, kind, "sms");
        }
    }

    private Guest Meet(string patient, string contact, string category, bool entitled) =>
        _guests[patient] = new Guest(patient, contact, category, entitled, Now, ++_number);

    private static void File(Append append, Guest guest)
    {
        var data = new JsonObject
        {
            ["patient"] = Id(guest.Patient),
            ["scope"] = Scope,
            ["order"] = guest.Order(),
            ["reportedAt"] = guest.Since,
            ["category"] = guest.Category,
            ["referral"] = Id(guest.Referral),
            ["contacts"] = new JsonArray(guest.Contact),
            ["ages"] = new JsonObject { ["from"] = 19, ["to"] = 130 },
            ["policy"] = Policy,
        };
        if (guest.IsEntitled)
        {
            data["entitlement"] = new JsonObject { ["legalBasis"] = "art. 47c(1)(1)" };
        }

        append.Event($"report/{Id(guest.Report)}", "report_filed", data);
    }

    private static JsonObject Placed(Guest guest, JsonObject criteria, string because) => new()
    {
        ["patient"] = Id(guest.Patient),
        ["scope"] = Scope,
        ["report"] = Id(guest.Report),
        ["referral"] = Id(guest.Referral),
        ["order"] = guest.Order(),
        ["criteria"] = criteria,
        ["ages"] = new JsonObject { ["from"] = 19, ["to"] = 130 },
        ["leftSlots"] = new JsonArray([.. guest.Left.Select(slot => (JsonNode)Id(slot))]),
        ["because"] = because,
        ["policy"] = Policy,
    };

    private void Book(Append append, Guest guest, string slot, string origin, string by, string channel)
    {
        guest.Slot = slot;
        var data = new JsonObject
        {
            ["patient"] = Id(guest.Patient),
            ["slot"] = Id(slot),
            ["place"] = Id(_slots[slot].Place),
            ["scope"] = Scope,
            ["kind"] = _slots[slot].Kind,
            ["start"] = _slots[slot].Start,
            ["referral"] = Id(guest.Referral),
            ["contacts"] = new JsonArray(guest.Contact),
            ["by"] = by,
            ["channel"] = channel,
            ["origin"] = origin,
            ["policy"] = Policy,
        };
        if (_slots[slot].Kind == "first-time")
        {
            data["report"] = Id(guest.Report);
        }

        if (origin == "waiting-room")
        {
            data["entry"] = Id(guest.Entry!);
        }

        if (origin == "out-of-turn")
        {
            data["legalBasis"] = "art. 47c(1)(1)";
        }

        append.Event($"appointment/{Id(guest.Visit)}", "appointment_booked", data);
        if (append.Role == "staff")
        {
            append.Place = _slots[slot].Place;
        }
        else
        {
            append.TellPlace(
                _slots[slot].Place, origin == "waiting-room" ? "booked-from-waiting-room" : "booked-by-patient");
        }
    }

    private void Hold(Append append, Guest guest, string slot) =>
        append.Event(
            $"referral/{Id(guest.Referral)}", "referral_held", new JsonObject { ["place"] = Id(_slots[slot].Place) });

    private static void Free(Append append, Guest guest) =>
        append.Event($"slot/{Id(guest.Slot!)}", "slot_freed", new JsonObject { ["appointment"] = Id(guest.Visit) });

    private static void Cancel(Append append, Guest guest, string? reason)
    {
        var data = new JsonObject { ["by"] = append.Role, ["channel"] = append.Channel, ["policy"] = Policy };
        if (reason is not null)
        {
            data["reason"] = reason;
        }

        append.Event($"appointment/{Id(guest.Visit)}", "appointment_cancelled", data);
    }

    private static void Return(Append append, Guest guest, string because)
    {
        append.Event($"referral/{Id(guest.Referral)}", "referral_released");
        guest.Left.Add(guest.Slot!);
        if (guest.Entry is null)
        {
            guest.Entry = $"entry {guest.Patient}";
            append.Event($"entry/{Id(guest.Entry)}", "entry_placed", Placed(guest, In("14"), because));
        }
        else
        {
            append.Event($"entry/{Id(guest.Entry)}", "entry_returned", new JsonObject
            {
                ["leftSlots"] = new JsonArray(Id(guest.Slot!)),
                ["class"] = guest.Class,
                ["because"] = because,
                ["policy"] = Policy,
            });
        }

        Tell(append, guest, "put-on-list");
    }
}
