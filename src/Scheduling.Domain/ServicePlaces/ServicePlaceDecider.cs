using System.Diagnostics;
using static Scheduling.Domain.ServicePlaces.ServicePlace;
using static Scheduling.Domain.ServicePlaces.ServicePlaceCommand;
using static Scheduling.Domain.ServicePlaces.ServicePlaceEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.ServicePlaces.ServicePlaceEvent>;

namespace Scheduling.Domain.ServicePlaces;

/// <summary>The rules of one service place.</summary>
public static class ServicePlaceDecider
{
    public static Decision Decide(ServicePlaceCommand command, ServicePlace state, Circumstances now) =>
        (command, state) switch
        {
            (Register register, Absent) => Decide(register, now),
            (Register, _) => new AlreadySo(),
            (_, Absent) => Refusals.PlaceNotActive,
            (Activate, Known known) => Decide(known, now),
            (Suspend suspend, Known known) => Decide(suspend, known, now),
            (Resume, Known known) => Resumed(known, now),
            (EndContract end, Known known) => Decide(end, known, now),
            (SettleContract, Known known) => Settled(known, now),
            (Move move, Known known) => Decide(move, known, now),
            (SetEndpoint set, Known known) => Decide(set, known, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(Register register, Circumstances now) =>
        string.IsNullOrWhiteSpace(register.ProviderCode) ? Refusals.Malformed("providerCode", "it is empty")
        : register.Area.Level != TerytLevel.Gmina ? Refusals.Malformed("area", "it must name a gmina, seven digits")
        : register.Scopes.Count == 0 ? Refusals.Malformed("scopes", "a place offers at least one")
        : new ServicePlaceRegistered(
            register.ProviderCode, register.Area, register.Location, register.Scopes, now.Now);

    private static Decision Decide(Known known, Circumstances now) =>
        known.Status switch
        {
            PlaceStatus.Registered => new ServicePlaceActivated(now.Now),
            PlaceStatus.Active => new AlreadySo(),
            PlaceStatus.Suspended => Refusals.PlaceNotActive,
        };

    private static Decision Decide(Suspend suspend, Known known, Circumstances now) =>
        Reasons.Refuse(suspend.Reason) is { } refusal ? refusal
        : known.Status switch
        {
            PlaceStatus.Registered => Refusals.PlaceNotActive,
            PlaceStatus.Active => new ServicePlaceSuspended(suspend.Reason, now.Now),
            PlaceStatus.Suspended => new AlreadySo(),
        };

    private static Decision Resumed(Known known, Circumstances now) =>
        known.Status switch
        {
            PlaceStatus.Registered => Refusals.PlaceNotActive,
            PlaceStatus.Active => new AlreadySo(),
            PlaceStatus.Suspended => new ServicePlaceResumed(now.Now),
        };

    private static Decision Decide(EndContract end, Known known, Circumstances now) =>
        known.EndsOn is { } endsOn
            ? endsOn == end.EffectiveOn ? new AlreadySo() : Refusals.ContractEnded(endsOn)
            : new ContractEnded(end.EffectiveOn, now.Now);

    private static Decision Settled(Known known, Circumstances now) =>
        known switch
        {
            { EndsOn: null } => Refusals.ContractNotEnded,
            { Settled: true } => new AlreadySo(),
            _ => new ContractSettled(now.Now),
        };

    private static Decision Decide(Move move, Known known, Circumstances now) =>
        string.IsNullOrWhiteSpace(move.ProviderCode) ? Refusals.Malformed("providerCode", "it is empty")
        : known.Registration.ProviderCode == move.ProviderCode ? new AlreadySo()
        : new ServicePlaceMoved(move.ProviderCode, now.Now);

    private static Decision Decide(SetEndpoint set, Known known, Circumstances now) =>
        !PublicEndpoint.IsAllowed(set.Url) ? Refusals.EndpointNotPublic
        : known.Endpoint == set.Url ? new AlreadySo()
        : new NotificationEndpointSet(set.Url, now.Now);
}
