using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>The life of a service place.</summary>
public sealed class PlaceTests
{
    [Fact]
    public void A_place_is_registered_once_and_hidden_until_it_is_activated() =>
        new Story()
            .When(NearAdministrator, RegisterNear).Then(On(Near, new ServicePlaceEvent.ServicePlaceRegistered(
                "P-1", RegisterNear.Area, RegisterNear.Location, RegisterNear.Scopes, Start)))
            .When(NearAdministrator, new ActivatePlace(Near)).Then(
                On(Near, new ServicePlaceEvent.ServicePlaceActivated(Start)));

    [Fact]
    public void Another_place_of_the_same_identity_is_refused() =>
        Story.Begins().When(Actor.System, RegisterNear with { Area = RegisterFar.Area })
            .ThenRefused(Refusals.AlreadyExists(Near));

    [Fact]
    public void A_place_names_its_provider_its_gmina_and_its_scopes() =>
        new Story()
            .When(NearAdministrator, RegisterNear with { ProviderCode = " " })
            .ThenRefused(Refusals.Malformed("providerCode", "it is empty"))
            .When(NearAdministrator, RegisterNear with { Area = TerytCode.Parse("24") })
            .ThenRefused(Refusals.Malformed("area", "it must name a gmina, seven digits"))
            .When(NearAdministrator, RegisterNear with { Scopes = [] })
            .ThenRefused(Refusals.Malformed("scopes", "a place offers at least one"));

    [Fact]
    public void A_place_is_suspended_with_a_reason_and_resumed() =>
        Story.Begins()
            .When(NearAdministrator, new SuspendPlace(Near, "")).ThenRefused(Refusals.ReasonMissing)
            .When(NearAdministrator, new SuspendPlace(Near, new string('x', Limits.ReasonLength + 1)))
            .ThenRefused(Refusals.Malformed("reason", "it is longer than 500 characters"))
            .When(NearAdministrator, new ResumePlace(Near)).ThenNothing()
            .When(NearAdministrator, new SuspendPlace(Near, "holidays")).Then(
                On(Near, new ServicePlaceEvent.ServicePlaceSuspended("holidays", Start)))
            .When(NearAdministrator, new ActivatePlace(Near)).ThenRefused(Refusals.PlaceNotActive)
            .When(NearAdministrator, new ResumePlace(Near)).Then(
                On(Near, new ServicePlaceEvent.ServicePlaceResumed(Start)));

    [Fact]
    public void A_place_that_is_not_active_yet_is_neither_suspended_nor_resumed() =>
        Story.BeforeActivation()
            .When(NearAdministrator, new SuspendPlace(Near, "holidays")).ThenRefused(Refusals.PlaceNotActive)
            .When(NearAdministrator, new ResumePlace(Near)).ThenRefused(Refusals.PlaceNotActive);

    [Fact]
    public void Another_owner_runs_the_same_place() =>
        Story.Begins()
            .When(NearAdministrator, new MovePlace(Near, "")).ThenRefused(
                Refusals.Malformed("providerCode", "it is empty"))
            .When(NearAdministrator, new MovePlace(Near, "P-9")).Then(
                On(Near, new ServicePlaceEvent.ServicePlaceMoved("P-9", Start)))
            .When(NearAdministrator, RegisterNear).ThenNothing();

    [Fact]
    public void A_place_is_notified_at_a_public_address_only() =>
        Story.Begins()
            .When(NearAdministrator, new SetNotificationEndpoint(Near, "https://10.0.0.1/hook"))
            .ThenRefused(Refusals.EndpointNotPublic)
            .When(NearAdministrator, new SetNotificationEndpoint(Near, "http://clinic.example/hook"))
            .ThenRefused(Refusals.EndpointNotPublic)
            .When(NearAdministrator, new SetNotificationEndpoint(Near, "https://clinic.example/hook")).Then(
                On(Near, new ServicePlaceEvent.NotificationEndpointSet("https://clinic.example/hook", Start)));

    public static TheoryData<IOperation> ForAdministrators =>
    [
        RegisterNear,
        new ActivatePlace(Near),
        new SuspendPlace(Near, "holidays"),
        new ResumePlace(Near),
        new MovePlace(Near, "P-9"),
        new SetNotificationEndpoint(Near, "https://clinic.example/hook"),
        new EndContract(Near, new LocalDate(2026, 10, 1)),
    ];

    [Theory]
    [MemberData(nameof(ForAdministrators))]
    public void Only_the_administrator_of_the_place_does_this(IOperation operation)
    {
        var refusal = Refusals.ActorNotAllowed("administrator of the place");

        Story.Begins()
            .When(NearStaff, operation).ThenRefused(refusal)
            .When(Actor.AdministratorOf(Far), operation).ThenRefused(refusal)
            .When(ByIkp, operation).ThenRefused(refusal);
    }

    [Fact]
    public void A_place_nobody_registered_is_not_found()
    {
        var story = Story.Begins();
        IOperation[] operations =
        [
            new ActivatePlace(Nowhere), new SuspendPlace(Nowhere, "holidays"), new ResumePlace(Nowhere),
            new MovePlace(Nowhere, "P-9"), new SetNotificationEndpoint(Nowhere, "https://clinic.example/hook"),
            new EndContract(Nowhere, new LocalDate(2026, 10, 1)),
            new CancelDays(default, Nowhere, new LocalDate(2026, 10, 1), new LocalDate(2026, 10, 1)),
        ];
        foreach (var operation in operations)
        {
            story.When(Actor.System, operation).ThenRefused(Refusals.NotFound(Nowhere));
        }
    }
}
