using NodaTime;

namespace Scheduling.Domain.ServicePlaces;

/// <summary>Intents addressed to one service place.</summary>
public abstract record ServicePlaceCommand
{
    private ServicePlaceCommand() { }

    public sealed record Register(
        string ProviderCode, TerytCode Area, GeoPoint Location, ValueList<ScopeCode> Scopes) : ServicePlaceCommand;

    public sealed record Activate : ServicePlaceCommand;

    public sealed record Suspend(string Reason) : ServicePlaceCommand;

    public sealed record Resume : ServicePlaceCommand;

    public sealed record EndContract(LocalDate EffectiveOn) : ServicePlaceCommand;

    public sealed record SettleContract : ServicePlaceCommand;

    public sealed record Move(string ProviderCode) : ServicePlaceCommand;

    public sealed record SetEndpoint(string Url) : ServicePlaceCommand;
}
