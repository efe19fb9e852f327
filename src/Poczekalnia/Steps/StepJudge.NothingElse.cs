using System.Diagnostics;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Referrals;

namespace Poczekalnia.Steps;

internal sealed partial class StepJudge
{
    // People, slots, referrals and places that the list names may have changed, and nobody else; notices must be listed
    // as such.
    private StepVerdict JudgeNothingElse(ValueList<Expectation> all)
    {
        var named = all.SelectMany(NamedBy).ToHashSet();
        var told = all.SelectMany(RecipientsOf).ToHashSet();
        var changes = ledger.Touched
            .Where(stream => OwnerOf(stream) is { } owner && !named.Contains(owner) && !named.Contains(stream.Value))
            .Select(stream => $"{StreamId.NameOf(stream.Kind)} of {names.Of(OwnerOf(stream)!.Value)}");
        var notices = ledger.Told
            .Select(notice => (Kind: NameOf(notice), Recipient: RecipientOf(notice)))
            .Where(notice => names.IsNamed(notice.Recipient) && !told.Contains(notice.Recipient))
            .Select(notice => $"{notice.Kind} to {names.Of(notice.Recipient)}");
        var found = StepVerdict.List(changes.Concat(notices).Distinct(), "nothing else");
        return new StepVerdict("nothing else", found == "nothing else", found);
    }

    /// <summary>The named person, slot or place that a stream belongs to; nothing for what is not looked at.</summary>
    private Guid? OwnerOf(StreamId stream)
    {
        var owner = stream.Kind switch
        {
            StreamKind.Place => stream.Value,
            StreamKind.Slot => stream.Value,
            StreamKind.Referral => ((Referral)facts.StateOf(stream)).Written?.Patient.Value,
            StreamKind.Appointment => ledger.OwnerOf(stream)?.Value,
            StreamKind.Entry => ledger.OwnerOf(stream)?.Value,
            StreamKind.Report => ledger.OwnerOf(stream)?.Value,
            StreamKind.Window => null,
            StreamKind.Process => null,
        };
        return owner is { } known && names.IsNamed(known) ? known : null;
    }

    private static Guid RecipientOf(NoticeIntent notice) =>
        notice.Recipient switch
        {
            NoticeRecipient.ToPatient patient => patient.Patient.Value,
            NoticeRecipient.ToPlace place => place.Place.Value,
            _ => throw new UnreachableException(),
        };

    private IEnumerable<Guid> NamedBy(Expectation expectation) =>
        expectation switch
        {
            Expectation.Holds holds => [Person(holds.Patient), .. Slots(holds.Slot)],
            Expectation.Waiting waiting => waiting.Patients.Select(Person),
            Expectation.EntryIs entry => [Person(entry.Patient)],
            Expectation.ReportIs report => [Person(report.Patient)],
            Expectation.ReferralIs referral => [names.Referral(referral.Name).Value],
            Expectation.AppointmentIs visit => [Person(visit.Patient), .. Slots(visit.Slot)],
            Expectation.SlotIs slot => Slots(slot.Name),
            Expectation.PlaceIs place => [names.Place(place.Name).Value],
            Expectation.Notices notices => [Person(notices.Patient)],
            Expectation.Reminders reminders => [Person(reminders.Patient)],
            Expectation.Unsettled unsettled => unsettled.Patients.Select(Person),
            Expectation.WhyNot whyNot => [Person(whyNot.Patient), .. Slots(whyNot.Slot)],
            _ => [],
        };

    private Guid Person(string name) => names.Patient(name).Value;

    private IEnumerable<Guid> Slots(string? name) => name is null ? [] : [names.Slot(name).Value];

    private IEnumerable<Guid> RecipientsOf(Expectation expectation) =>
        expectation switch
        {
            Expectation.Notices notices => [Person(notices.Patient)],
            Expectation.PlaceNotices notices => [names.Place(notices.Place).Value],
            _ => [],
        };
}
