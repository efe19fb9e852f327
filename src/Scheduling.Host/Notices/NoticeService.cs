using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Patients;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Notices;

/// <summary>How the notices of one node go out: the settings, the keys, and a way for each channel.</summary>
internal sealed class NoticeService : IDisposable
{
    private static readonly NoticeChannel[] ToPatients = [NoticeChannel.Sms, NoticeChannel.Email, NoticeChannel.Push];

    private readonly FileSender _file;
    private readonly Dictionary<NoticeChannel, INoticeSender> _senders;
    private readonly IClock _machine;

    /// <param name="folder">Where the file channel writes unless the settings say where.</param>
    /// <param name="keys">Of the personal data.</param>
    /// <param name="machine">The machine's clock, by which tries are repeated.</param>
    public NoticeService(NoticeSettings settings, string folder, PersonalKeys keys, IClock machine)
    {
        (Settings, Keys, _machine) = (settings, keys, machine);
        _file = new FileSender(settings.Folder ?? folder);
        _senders = new()
        {
            [NoticeChannel.Sms] = Gateway(settings.SmsGateway),
            [NoticeChannel.Push] = Gateway(settings.PushGateway),
            [NoticeChannel.Email] = settings.Smtp is { } smtp ? new SmtpSender(smtp) : _file,
        };
    }

    public NoticeSettings Settings { get; }

    public PersonalKeys Keys { get; }

    /// <summary>The loops of all channels; each is to be owned by one node at a time.</summary>
    /// <param name="clock">The engine's.</param>
    public IReadOnlyList<(string Name, DeliveryLoop Loop)> Loops(
        NpgsqlDataSource source, EventStore store, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
        IClock clock)
    {
        var renderer = new NoticeRenderer(source, store, new PatientRegister(source, Keys), policies, clock);
        return
        [
            .. ToPatients.Select(channel => (
                $"deliveries/{EnumText.Of(channel)}",
                new DeliveryLoop(channel, new Deliveries(source), renderer, _senders[channel], _machine))),
        ];
    }

    public void Dispose()
    {
        foreach (var gateway in _senders.Values.OfType<GatewaySender>())
        {
            gateway.Dispose();
        }

        _file.Dispose();
    }

    private INoticeSender Gateway(Uri? address) =>
        address is null ? _file : new GatewaySender(address, Settings.GatewaySecret, _machine);
}
