using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>
/// A referral is issued, and ends in every state it can be in (states.md §3, <i>referral cancelled</i>).
/// </summary>
public sealed class ReferralTests
{
    private static readonly ReferralId Referral = Anna.Referral!.Value;

    private static CancelReferral Ends(EntryId? entry = null) => new(Referral, ReferralEnd.Expired, entry);

    [Fact]
    public void A_referral_is_issued_once() =>
        Story.Begins().When(NearStaff, Anna.Refer).Then(
            On(Referral, new ReferralEvent.ReferralIssued(
                Anna.Patient, Cardiology, ReferralForm.Electronic, MedicalCategory.Stable, null, Start)));

    [Fact]
    public void Another_referral_of_the_same_identity_is_refused() =>
        Story.Begins().Given(Anna.Refer)
            .When(NearStaff, Anna.Refer with { Patient = Piotr.Patient })
            .ThenRefused(Refusals.AlreadyExists(Referral))
            .When(NearStaff, Anna.Refer with { Category = MedicalCategory.Urgent })
            .ThenRefused(Refusals.AlreadyExists(Referral));

    [Fact]
    public void Patients_neither_issue_nor_cancel_referrals() =>
        Story.Begins()
            .When(Anna.Refer).ThenRefused(Refusals.ActorNotAllowed("the issuer of the referral"))
            .Given(Anna.Refer)
            .When(Ends()).ThenRefused(Refusals.ActorNotAllowed("the issuer of the referral"));

    [Fact]
    public void A_referral_that_nobody_used_just_ends() =>
        Story.Begins().Given(Anna.Refer).When(NearStaff, Ends()).Then(
            On(Referral, new ReferralEvent.ReferralCancelled(ReferralEnd.Expired, Start)));

    [Fact]
    public void Who_waits_on_it_leaves_the_list() =>
        Story.Begins().Given(Anna.Refer, Anna.Join).When(Actor.System, Ends(Anna.Entry)).Then(
            On(Anna.Entry, new WaitingEntryEvent.EntryWithdrawn(Start)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.ReferralEnded, Start)),
            On(Referral, new ReferralEvent.ReferralCancelled(ReferralEnd.Expired, Start)));

    [Fact]
    public void A_date_that_stands_stays() =>
        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Monday).Given(Anna.Assign(Monday))
            .When(Actor.System, Ends(Anna.Entry)).Then(
                On(Referral, new ReferralEvent.ReferralCancelled(ReferralEnd.Expired, Start)));

    [Fact]
    public void A_treatment_that_goes_on_stays()
    {
        var now = Warsaw(2026, 9, 21, 9, 0);

        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday)).At(now)
            .Given(new FulfilAppointment(Anna.Visit)).Published(Control).Given(NearStaff, Anna.BookNext(Control))
            .When(Actor.System, Ends()).Then(
                On(Referral, new ReferralEvent.ReferralCancelled(ReferralEnd.Expired, now)));
    }

    [Fact]
    public void A_fulfilled_referral_cannot_end_once_more() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday)).At(2026, 9, 21)
            .Given(new FulfilAppointment(Anna.Visit), new CloseReferral(Referral, Near))
            .When(Actor.System, Ends()).ThenRefused(Refusals.ReferralNotIssued);

    [Fact]
    public void An_entry_of_another_referral_is_not_withdrawn_with_it()
    {
        var second = Anna with { Referral = new ReferralId(Ids.Derive("test-referral", "second")) };

        Story.Begins().Given(Anna.Refer, second.Refer, second.Join).When(Actor.System, Ends(Anna.Entry)).Then(
            On(Referral, new ReferralEvent.ReferralCancelled(ReferralEnd.Expired, Start)));
        Story.Begins().Given(Anna.Refer, Anna.Join, Piotr.Refer, Piotr.Join)
            .When(Actor.System, Ends(Piotr.Entry)).ThenRefused(Refusals.NotTheHolder);
    }

    [Fact]
    public void A_referral_nobody_issued_is_not_found() =>
        Story.Begins().When(Actor.System, Ends()).ThenRefused(Refusals.NotFound(Referral));

    [Fact]
    public void A_referral_ends_also_before_its_scope_takes_part()
    {
        var early = Anna with { Scope = Orthopaedics };

        Story.Begins().Given(early.Refer).When(Actor.System, Ends()).Then(
            On(Referral, new ReferralEvent.ReferralCancelled(ReferralEnd.Expired, Start)));
    }
}
