using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>Who may do what by which channel (states.md §4), cell by cell, as the operations decide it.</summary>
public sealed class PermissionTests
{
    // What a patient with a mobile telephone and an electronic referral may use. The columns are IKP, mojeIKP, a text
    // message (always the reply to the reminder of that very date), a place, and the voice assistant.
    private const string Table =
        """
        BookFirstTime    yes yes no  yes no
        Join             yes yes no  yes no
        ChangeFirstTime  yes yes no  yes no
        CancelFirstTime  yes yes yes yes no
        ChangeCriteria   yes yes no  yes no
        Withdraw         yes yes no  yes no
        BookContinuing   no  no  no  yes no
        ChangeContinuing no  no  no  yes no
        CancelContinuing yes yes yes yes no
        BookEntitled     no  no  no  yes no
        ChangeEntitled   no  no  no  yes no
        CancelEntitled   yes yes yes yes no
        """;

    // Nobody but the patient, or a third person, has these wishes: at the desk of a place the patient is who asks.
    private static readonly Act[] OfPatientsOnly = [Act.CancelFirstTime, Act.CancelContinuing, Act.CancelEntitled];

    private static readonly Channel[] Columns =
        [Channel.Ikp, Channel.MojeIkp, Channel.Sms, Channel.Place, Channel.Voice];

    // The last Wednesday before the voice assistant may be used, and the first day on which it may.
    private static readonly Instant BeforeVoice = Warsaw(2026, 9, 30, 23, 59);
    private static readonly Instant VoiceBegins = Warsaw(2026, 10, 1, 0, 0);

    public static TheoryData<Act, Channel, ActorRole, string> Cells()
    {
        var cells = new TheoryData<Act, Channel, ActorRole, string>();
        foreach (var (act, usable) in Rows())
        {
            foreach (var channel in Columns)
            {
                foreach (var role in Enum.GetValues<ActorRole>().Except([ActorRole.System]))
                {
                    cells.Add(act, channel, role, ChannelTable.NamesOf(usable));
                }
            }
        }

        return cells;
    }

    public static TheoryData<Act> ByVoice =>
        [.. Rows().Where(row => row.Usable.Contains(Channel.Ikp)).Select(row => row.Act)];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_cell_is_allowed_or_names_the_channels_to_use(
        Act act, Channel channel, ActorRole role, string usable)
    {
        var scene = Scene.Of(act, Anna, Start);
        var by = new Actor(role, channel, role is ActorRole.Staff or ActorRole.Administrator ? Near : null);

        Check(scene, by, Expected(act, channel, role, usable));
    }

    [Theory]
    [MemberData(nameof(ByVoice))]
    public void The_voice_assistant_is_for_patients_with_a_landline_only_and_from_its_day_on(Act act)
    {
        var landline = Anna with { Contacts = [ContactKind.Landline] };
        var both = Anna with { Contacts = [ContactKind.Landline, ContactKind.Mobile] };
        var others = ChannelTable.NamesOf(Rows().Single(row => row.Act == act).Usable);

        Check(Scene.Of(act, landline, VoiceBegins), Cast.ByVoice, null);
        Check(Scene.Of(act, landline, BeforeVoice), Cast.ByVoice, Refusals.ChannelNotAllowed(others));
        Check(Scene.Of(act, both, VoiceBegins), Cast.ByVoice, Refusals.ChannelNotAllowed(others));
    }

    [Theory]
    [InlineData(Act.BookFirstTime, true)]
    [InlineData(Act.Join, true)]
    [InlineData(Act.Withdraw, true)]
    [InlineData(Act.ChangeFirstTime, false)]
    [InlineData(Act.CancelFirstTime, false)]
    [InlineData(Act.ChangeCriteria, false)]
    public void With_a_referral_on_paper_booking_joining_and_withdrawing_need_a_place(Act act, bool needsPlace)
    {
        var onPaper = Anna with { Form = ReferralForm.Paper };
        var byVoice = Anna with { Form = ReferralForm.Paper, Contacts = [ContactKind.Landline] };

        Check(Scene.Of(act, onPaper, Start), ByIkp, needsPlace ? Refusals.ChannelNotAllowed("place") : null);
        Check(Scene.Of(act, byVoice, VoiceBegins), Cast.ByVoice,
            needsPlace ? Refusals.ChannelNotAllowed("place") : null);
        Check(Scene.Of(act, onPaper, Start), new Actor(ActorRole.Patient, Channel.Place, Far), null);
    }

    [Fact]
    public void With_a_referral_on_paper_coming_back_needs_a_place_too()
    {
        var onPaper = Anna with { Form = ReferralForm.Paper };
        var story = Story.Begins().Given(onPaper.Refer).Open(Monday).Given(onPaper.Book(Monday))
            .At(2026, 9, 21, 9).Given(new MissAppointment(onPaper.Visit, Fault.Patient));
        var reinstate = new ReinstateEntry(onPaper.Visit, new LocalDate(2026, 9, 21));

        story.When(reinstate).ThenRefused(Refusals.ChannelNotAllowed("place"));
        Check(new Scene(story, reinstate), FarStaff, null);
    }

    [Fact]
    public void Nobody_outside_speaks_with_the_voice_of_the_engine() =>
        Check(
            Scene.Of(Act.BookFirstTime, Anna, Start), new Actor(ActorRole.Staff, Channel.Internal, Near),
            Refusals.ChannelNotAllowed("ikp, moje-ikp, place"));

    [Fact]
    public void The_engine_itself_may_do_all_of_it_but_have_a_patients_wish()
    {
        foreach (var (act, _) in Rows().Where(row => row.Act is not (Act.ChangeContinuing or Act.ChangeEntitled)))
        {
            Check(
                Scene.Of(act, Anna, Start), Actor.System,
                OfPatientsOnly.Contains(act) ? Refusals.ActorNotAllowed("patient or third person") : null);
        }
    }

    [Fact]
    public void The_table_has_a_row_for_every_act() =>
        Rows().Select(row => row.Act).Should().Equal(Enum.GetValues<Act>());

    // The patient's own request to change is one operation, the place's another, tested in RescheduleTests: here a
    // place that speaks for the patient is sent there too.
    private static Refusal? Expected(Act act, Channel channel, ActorRole role, string usable) =>
        (act, channel, role) switch
        {
            (Act.ChangeEntitled, _, _) => Refusals.EntitledChangesAtPlace,
            (Act.ChangeContinuing, _, _) => Refusals.ChannelNotAllowed(usable),
            _ when !usable.Split(", ").Contains(ChannelTable.NameOf(channel)) => Refusals.ChannelNotAllowed(usable),
            (Act.BookContinuing or Act.BookEntitled, _, ActorRole.Patient or ActorRole.ThirdPerson) =>
                Refusals.ActorNotAllowed("staff of the place"),
            (_, _, ActorRole.Staff or ActorRole.Administrator) when OfPatientsOnly.Contains(act) =>
                Refusals.ActorNotAllowed("patient or third person"),
            (_, not Channel.Place, ActorRole.Staff or ActorRole.Administrator) =>
                Refusals.ActorNotAllowed("patient or third person"),
            _ => null,
        };

    private static void Check(Scene scene, Actor by, Refusal? expected)
    {
        var decision = scene.Story.World.Decide(scene.Operation, by, scene.Story.Now);
        if (expected is null)
        {
            decision.Should().BeOfType<OperationDecision.Accepted>("{0} may: {1}", by, decision)
                .Which.Events.Should().NotBeEmpty();
        }
        else
        {
            decision.Should().BeOfType<OperationDecision.Refused>("{0} may not", by)
                .Which.Reason.Should().Be(expected);
        }
    }

    private static IEnumerable<(Act Act, Channel[] Usable)> Rows() =>
        from line in Table.Split('\n', StringSplitOptions.TrimEntries)
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (Enum.Parse<Act>(words[0]), Columns.Where((_, i) => words[i + 1] == "yes").ToArray());

    /// <summary>A moment at which an act is possible, and the request that asks for it.</summary>
    private sealed record Scene(Story Story, IOperation Operation)
    {
        private static readonly Term First = new("first", Near, new LocalDateTime(2026, 10, 5, 9, 0));
        private static readonly Term Other = new("other", Near, new LocalDateTime(2026, 10, 6, 9, 0));
        private static readonly Term Later = Control with { Name = "later" };

        public static Scene Of(Act act, Somebody patient, Instant now)
        {
            var entitled = patient with { Entitlement = new Entitlement("art. 47c(1)(1)") };
            return act switch
            {
                Act.BookFirstTime => new(Open(patient, now), patient.Book(First)),
                Act.Join => new(Open(patient, now), patient.Join),
                Act.ChangeFirstTime => new(Booked(patient, now), Move(patient.Visit, Other)),
                Act.CancelFirstTime => new(Booked(patient, now), patient.Cancel(First.StartAt)),
                Act.ChangeCriteria => new(Waits(patient, now), NearOnly(patient)),
                Act.Withdraw => new(Waits(patient, now), new WithdrawEntry(patient.Entry)),
                Act.BookContinuing => new(InTreatment(patient, now), patient.BookNext(Later)),
                Act.ChangeContinuing => new(Continues(patient, now), Move(patient.NextVisit, Other)),
                Act.CancelContinuing =>
                    new(Continues(patient, now), new CancelByPatient(patient.NextVisit, Later.StartAt)),
                Act.BookEntitled => new(Open(entitled, now), OutOfTurn(entitled, now)),
                Act.ChangeEntitled => new(BookedOutOfTurn(entitled, now), Move(entitled.Visit, Other)),
                Act.CancelEntitled =>
                    new(BookedOutOfTurn(entitled, now), entitled.Cancel(Soon(now).StartAt)),
            };
        }

        private static Story Open(Somebody patient, Instant now) =>
            Story.BeginsAt(now).Given(patient.Refer).Open(First, Other);

        private static Story Booked(Somebody patient, Instant now) => Open(patient, now).Given(patient.Book(First));

        private static Story Waits(Somebody patient, Instant now) => Open(patient, now).Given(patient.Join);

        private static Story InTreatment(Somebody patient, Instant now) =>
            Story.BeginsAt(now).Given(patient.Refer).Published(Later)
                .GivenHistory(On(patient.Referral!.Value, new ReferralEvent.ReferralHeld(Near, now)));

        private static Story Continues(Somebody patient, Instant now) =>
            InTreatment(patient, now).Open(Other).Given(patient.BookNext(Later));

        private static Story BookedOutOfTurn(Somebody patient, Instant now) =>
            Open(patient, now).Given(OutOfTurn(patient, now));

        private static ChangeCriteria NearOnly(Somebody patient) =>
            new(patient.Report, patient.Entry, new Criteria(PlaceCriterion.At(Near)));

        private static RescheduleByPatient Move(AppointmentId visit, Term to) => new(visit, to.Id);

        // Within seven working days of any of the scenes.
        private static Term Soon(Instant now) =>
            new("soon", Near, WarsawTime.DateOf(now).PlusDays(2).At(new LocalTime(9, 0)));

        private static BookOutOfTurn OutOfTurn(Somebody patient, Instant now) =>
            new(patient.Visit, Near, Soon(now).Id, patient.Details, Soon(now).Offer);
    }
}
