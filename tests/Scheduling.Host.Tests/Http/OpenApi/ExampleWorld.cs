using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Identifiers;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Patients;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http.OpenApi;

/// <summary>What the examples of the document name, made in a town: each operation has places and people of its
/// own.</summary>
/// <param name="register">The register of patients.</param>
internal sealed class ExampleWorld(Town town, PatientRegister register)
{
    private long _number = 1000;
    private int _minute;

    /// <summary>Makes what an operation's example asks for.</summary>
    public async Task Prepare(string operation)
    {
        await Place(operation, isActive: operation is not "activate-place" and not "load-appointment");
        switch (operation)
        {
            case "resume-place":
                await town.Accept(Actor.System, new SuspendPlace(Examples.Place(operation), "water damage"));
                break;
            case "withdraw-slot" or "see-slot" or "explain-slot":
                await Publish(operation, Examples.Slot(operation), Examples.Offer(28, 9));
                break;
            case "cancel-referral" or "join-waiting-room" or "book-out-of-turn" or "load-appointment"
                or "register-same-day" or "see-referral":
                await Refer(operation);
                break;
            case "book-publicly":
                await Refer(operation);
                await Publish(operation, Examples.Slot(operation), Tomorrow());
                break;
            case "change-criteria" or "change-category" or "withdraw-entry" or "see-entry" or "see-report"
                or "see-position" or "issue-forecast":
                await Join(operation);
                break;
            case "explain-entry":
                await Join(operation);
                await Publish(operation, Examples.Slot(operation), Examples.Offer(28, 9));
                break;
            case "see-command":
                var id = Examples.InAddress("command", operation);
                await town.Executor.Run(
                    new Command(id, id, Actor.System, new OpenScope(Examples.Scope, Examples.Policy)));
                break;
            case "see-policy":
                await StoredPolicies.Keep(town.Database.Source, PolicyFile.Shipped());
                break;
            case "cancel-by-patient" or "cancel-by-place" or "see-appointment":
                await Book(operation);
                break;
            case "reschedule-by-patient" or "reschedule-by-place":
                await Book(operation);
                await Publish(operation, Examples.OtherSlot(operation), Tomorrow());
                break;
            case "fulfil-appointment" or "miss-appointment":
                await SeeToday(operation);
                break;
            case "reinstate-entry":
                await SeeToday(operation);
                await town.Accept(
                    Staff(operation), new MissAppointment(Examples.Appointment(operation), Fault.Patient));
                break;
            case "close-referral" or "book-continuing":
                await SeeToday(operation);
                await town.Accept(Staff(operation), new FulfilAppointment(Examples.Appointment(operation)));
                await Publish(
                    operation, Examples.Slot(operation), Examples.Offer(28, 9) with { Kind = SlotKind.Continuing });
                break;
            case "find-patient" or "read-contact" or "change-contact" or "erase-patient":
                await register.Register(
                    Ids.Derive("example", operation), Examples.Patient(operation),
                    Pesel.Parse(Examples.Pesel(operation)), Examples.Contact);
                break;
            case "see-process":
                await town.Accept(
                    Actor.System,
                    new CancelDays(
                        new ProcessId(Examples.InAddress("process", operation)), Examples.Place(operation),
                        new LocalDate(2026, 9, 14), new LocalDate(2026, 9, 15)));
                break;
        }
    }

    private static Actor Staff(string operation) => Actor.StaffOf(Examples.Place(operation));

    private async Task Place(string operation, bool isActive)
    {
        var place = Examples.Place(operation);
        await town.Accept(Actor.System, Cast.RegisterNear with { Place = place });
        if (isActive)
        {
            await town.Accept(Actor.AdministratorOf(place), new ActivatePlace(place));
        }
    }

    private Task<Outcome> Refer(string operation) =>
        town.Accept(
            Actor.System,
            new IssueReferral(
                Examples.Referral(operation), Examples.Patient(operation), Examples.Scope, ReferralForm.Electronic,
                MedicalCategory.Stable));

    private Task<Outcome> Publish(string operation, SlotId slot, SlotOffer offer) =>
        town.Accept(Staff(operation), new PublishSlot(slot, Examples.Place(operation), offer));

    // So near that nobody on the list can have it: it is open to everybody at once.
    private SlotOffer Tomorrow() =>
        Examples.Offer(8, 12) with { Start = new LocalDateTime(2026, 9, 8, 12, 0).PlusMinutes(++_minute) };

    private ReportDetails Declare(string operation) =>
        new(
            Examples.Patient(operation), Examples.Scope, ++_number, Examples.Referral(operation), [ContactKind.Mobile],
            new AgeRange(40, 44), Criteria: new Criteria(PlaceCriterion.In(TerytCode.Parse("32"))));

    private async Task Join(string operation)
    {
        await Refer(operation);
        await town.Accept(
            Cast.ByIkp, new JoinWaitingRoom(Examples.Entry(operation), Declare(operation), Consent.Given));
    }

    private async Task Book(string operation)
    {
        await Refer(operation);
        await Publish(operation, Examples.Slot(operation), Tomorrow());
        await town.Accept(
            Cast.ByIkp,
            new BookPublicly(Examples.Appointment(operation), Examples.Slot(operation), Declare(operation)));
    }

    // A visit of this morning, which has begun.
    private async Task SeeToday(string operation)
    {
        await Refer(operation);
        await town.Accept(
            Staff(operation),
            new RegisterSameDay(
                Examples.Appointment(operation), Examples.Place(operation), Examples.OtherSlot(operation),
                Examples.Offer(7, 9), Declare(operation)));
    }
}
