using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads the command of a step: the word after <c>do:</c> and the keys that belong to it.</summary>
/// <remarks>The manual's test compares <see cref="Words"/> with its table.</remarks>
internal static class CommandReader
{
    private delegate StepCommand Reader(Keys keys);

    private static readonly (string Name, Reader Value)[] Readers =
    [
        ("register-place", keys => new StepCommand.RegisterPlace(keys.Place)),
        ("activate-place", keys => new StepCommand.ActivatePlace(keys.Place)),
        ("suspend-place", keys => new StepCommand.SuspendPlace(keys.Place, keys.Why)),
        ("resume-place", keys => new StepCommand.ResumePlace(keys.Place)),
        ("move-place", keys => new StepCommand.MovePlace(keys.Place, keys["provider"].Text())),
        ("set-endpoint", keys => new StepCommand.SetEndpoint(keys.Place, keys["url"].Text())),
        ("end-contract", keys => new StepCommand.EndContract(keys.Place, keys["effectiveOn"].Date())),
        ("cancel-days", CancelDays),
        ("publish", SlotCommands.Publish),
        ("publish-day", SlotCommands.PublishDay),
        ("withdraw-slot", keys => new StepCommand.WithdrawSlot(keys.Slot("slot"), keys.Why)),
        ("open-scope", keys => new StepCommand.OpenScope(keys.Scope)),
        ("adopt-policy", keys => new StepCommand.AdoptPolicy(keys.Scope, keys["policy"].Text())),
        ("advance-window", keys => new StepCommand.AdvanceWindow(keys.Scope, keys["through"].Date())),
        ("sweep-window", keys => new StepCommand.SweepWindow(keys.Scope, keys["through"].Date())),
        ("issue-referral", IssueReferral),
        ("cancel-referral", keys => new StepCommand.EndReferral(keys.NamedReferral, keys["because"].IsPresent
            ? keys["because"].OneOf(("cancelled", ReferralEnd.Cancelled), ("expired", ReferralEnd.Expired))
            : ReferralEnd.Cancelled)),
        ("close-referral", keys => new StepCommand.CloseReferral(keys.NamedReferral)),
        ("book", keys => new StepCommand.Book(keys.Patient, keys.Slot("slot"), keys.Referral, keys.Contacts)),
        ("join", keys => new StepCommand.Join(
            keys.Patient,
            keys.Scope,
            keys.Criteria,
            keys["consent"].YesNo(otherwise: true),
            keys.Referral,
            keys.Contacts,
            keys["earlierReport"].DateTimeOrNone())),
        ("change-criteria", keys => new StepCommand.ChangeCriteria(keys.Patient, keys.Scope, keys.Criteria)),
        ("change-category", keys => new StepCommand.ChangeCategory(
            keys.Patient, keys.Scope, keys["category"].Category())),
        ("withdraw", keys => new StepCommand.Withdraw(keys.Patient, keys.Scope)),
        ("issue-forecast", keys => new StepCommand.IssueForecast(keys.Patient, keys.Scope, keys["days"].Days())),
        ("assign", keys => new StepCommand.Assign(keys.Patient, keys.Scope, keys.Slot("slot"))),
        ("release", keys => new StepCommand.Release(keys.Slot("slot"))),
        ("cancel", keys => new StepCommand.Cancel(
            keys.Patient,
            keys.Scope,
            keys.Kind,
            keys.Reason,
            keys.Afterwards("slot"),
            keys["answers"].IsPresent ? keys.Slot("answers") : null)),
        ("reschedule", keys => new StepCommand.Reschedule(
            keys.Patient, keys.Scope, keys.Kind, keys.Slot("to"), keys.Reason, keys.Afterwards("oldSlot"))),
        ("fulfil", keys => new StepCommand.Fulfil(keys.Patient, keys.Scope, keys.Kind)),
        ("miss", keys => new StepCommand.Miss(keys.Patient, keys.Scope, keys.Kind, keys.Fault)),
        ("settle-miss", keys => new StepCommand.SettleMiss(keys.Patient, keys.Scope, keys.Fault)),
        ("reinstate", keys => new StepCommand.Reinstate(keys.Patient, keys.Scope, keys["causeEnded"].Date())),
        ("book-out-of-turn", keys => new StepCommand.BookOutOfTurn(
            keys.Patient,
            SlotCommands.NamedOrNew(keys, SlotKind.FirstTime),
            keys["basis"].IsPresent ? keys["basis"].Text() : null,
            keys.Referral)),
        ("book-continuing", keys => new StepCommand.BookContinuing(keys.Patient, keys.Slot("slot"), keys.Referral)),
        ("register-on-day", keys => new StepCommand.RegisterOnDay(
            keys.Patient, SlotCommands.New(keys, keys.Kind), keys.Referral, keys["because"].IsPresent
                ? keys["because"].OneOf(("emergency", SameDayReason.Emergency), ("outage", SameDayReason.Outage))
                : null as SameDayReason?)),
        ("load-visit", keys => new StepCommand.LoadVisit(
            keys.Patient,
            SlotCommands.NamedOrNew(keys, keys.Kind),
            keys["registered"].DateTimeOrNone(),
            keys["way"].IsPresent
                ? keys["way"].OneOf(("file", LoadWay.File), ("booking", LoadWay.Booking))
                : LoadWay.File,
            keys.Referral)),
    ];

    /// <summary>Every word that may stand after <c>do:</c>.</summary>
    public static IEnumerable<string> Words => Readers.Select(reader => reader.Name);

    public static StepCommand Read(PartMap map, Names names, StepActor by)
    {
        var errors = map.Part.Errors;
        var read = map["do"].OneOf(Readers);
        if (map.Part.Errors == errors)
        {
            return read(new Keys(map, names, by));
        }

        // Of an unknown command nobody can say which keys belong to it.
        map.AskForAll();
        return new StepCommand.OpenScope(default);
    }

    private static StepCommand.CancelDays CancelDays(Keys keys)
    {
        if (keys["reason"].IsPresent)
        {
            EventReader.RequireUnforeseeable(keys["reason"]);
        }

        return new StepCommand.CancelDays(
            keys.Place,
            keys["days"].Period(),
            keys["slots"].IsPresent ? keys.Afterwards("slots") : SlotAfterwards.Withdrawn);
    }

    private static StepCommand.IssueReferral IssueReferral(Keys keys) => new(
        keys.Names.NewReferral(keys["referral"], keys["referral"].Text()),
        keys.Patient,
        keys.Scope,
        keys["form"].IsPresent
            ? keys["form"].OneOf(("electronic", ReferralForm.Electronic), ("paper", ReferralForm.Paper))
            : ReferralForm.Electronic,
        keys["category"].IsPresent ? keys["category"].Category() : MedicalCategory.Stable,
        keys["card"].IsPresent ? CastReader.ReadCard(keys["card"]) : null);

    /// <summary>The keys of one step, with those that many commands share.</summary>
    internal sealed class Keys(PartMap map, Names names, StepActor by)
    {
        public Part this[string key] => map[key];

        public Names Names => names;

        /// <summary>The place named, or that of the staff who act.</summary>
        public string Place => map["place"].IsPresent || by.Place is null ? names.Place(map["place"]) : by.Place;

        /// <summary>The patient named, or the one who acts.</summary>
        public string Patient =>
            map["patient"].IsPresent || by.Patient is null ? names.Patient(map["patient"]) : by.Patient;

        public ScopeCode Scope => names.Scope(map["scope"]);

        /// <summary>Free text of a reason.</summary>
        public string Why => map["reason"].TextOr("");

        /// <summary>A legal reason of a place, or nothing.</summary>
        public PlaceReason? Reason => map["reason"].IsPresent ? EventReader.ReadReason(map["reason"]) : null;

        public SlotKind Kind => map["kind"].IsPresent
            ? map["kind"].OneOf(("first-time", SlotKind.FirstTime), ("continuing", SlotKind.Continuing))
            : SlotKind.FirstTime;

        public Fault Fault => map["fault"].OneOf(
            ("patient", Fault.Patient), ("not-patient", Fault.NotPatient), ("undetermined", Fault.Undetermined));

        public StepCriteria Criteria => CriteriaReader.Read(map["criteria"], names);

        public ValueList<ContactKind>? Contacts =>
            map["contacts"].IsPresent ? CastReader.ReadContacts(map["contacts"]) : null;

        /// <summary>A referral other than the one named like the patient, or nothing.</summary>
        public string? Referral => map["referral"].IsPresent ? NamedReferral : null;

        public string NamedReferral => names.Referral(map["referral"]);

        public string Slot(string key) => names.Slot(map[key]);

        public SlotAfterwards Afterwards(string key) => map[key].IsPresent
            ? map[key].OneOf(("freed", SlotAfterwards.Freed), ("withdrawn", SlotAfterwards.Withdrawn))
            : SlotAfterwards.Freed;
    }
}
