using System.Diagnostics;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Notices;

/// <summary>What a delivery comes to at the moment of sending.</summary>
internal abstract record Rendered
{
    private Rendered() { }

    /// <summary>A message.</summary>
    public sealed record Message(OutgoingNotice Notice) : Rendered;

    /// <summary>There is nobody to send it to, and no text was made.</summary>
    public sealed record Nobody(string Reason) : Rendered;

    /// <summary>It would say what is not so any more.</summary>
    public sealed record Untrue(string Reason) : Rendered;
}

/// <summary>
/// Makes the message of a notice from what is known when it is sent: the recipient's data, the name of the place, the
/// date as it stands.
/// </summary>
/// <param name="clock">The engine's.</param>
internal sealed class NoticeRenderer(
    NpgsqlDataSource source, EventStore store, PatientRegister register,
    IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, IClock clock)
{
    /// <summary>Why nothing is sent to somebody whom nobody knows.</summary>
    public const string Unknown = "the patient is unknown or erased";

    private readonly PlaceLabels _labels = new(source, store);

    /// <summary>Those of some deliveries whose recipient is somebody we know.</summary>
    public async Task<IReadOnlySet<Delivery>> ToSomebody(
        IReadOnlyList<Delivery> deliveries, CancellationToken stop = default)
    {
        var known = await register.Known([.. deliveries.Select(PatientOf).OfType<PatientId>().Distinct()], stop);
        return deliveries.Where(each => PatientOf(each) is { } patient && known.Contains(patient)).ToHashSet();
    }

    /// <summary>The message of a delivery, or why there is none.</summary>
    public async Task<Rendered> Render(Delivery delivery, CancellationToken stop = default)
    {
        var intent = delivery.Intent;
        if (PatientOf(delivery) is not { } patient)
        {
            return new Rendered.Nobody("this way leads to patients only");
        }

        if (intent.Kind == NoticeKind.DateApproaching && await IsUntrue(intent, stop) is { } reason)
        {
            return new Rendered.Untrue(reason);
        }

        if (await register.Read(patient, stop) is not { Contact: var contact })
        {
            return new Rendered.Nobody(Unknown);
        }

        if (AddressOf(contact, intent.Channel) is not { } to)
        {
            return new Rendered.Nobody("the patient has no address for this channel");
        }

        var data = new NoticeData(
            intent.Place is { } place ? await _labels.Of(place, stop) : "",
            intent.Kind == NoticeKind.Removed ? await ReinstatementDays(delivery, stop) : 0);
        return new Rendered.Message(new OutgoingNotice(
            intent.Key, intent.Kind, intent.Channel, to, contact.Name, contact.Language,
            NoticeText.Render(intent, data, contact.Language), delivery.At));
    }

    private static PatientId? PatientOf(Delivery delivery) =>
        delivery.Intent.Recipient is NoticeRecipient.ToPatient { Patient: var patient } ? patient : null;

    private static string? AddressOf(ContactData contact, NoticeChannel channel) =>
        channel switch
        {
            NoticeChannel.Sms => contact.Mobile,
            NoticeChannel.Email => contact.Email,
            NoticeChannel.Push => contact.PushHandle,
            NoticeChannel.Endpoint => throw new UnreachableException(),
        };

    // It was true when it was decided; a try may come much later.
    private async Task<string?> IsUntrue(NoticeIntent intent, CancellationToken stop)
    {
        if (intent.Start <= WarsawTime.LocalOf(clock.GetCurrentInstant()))
        {
            return "the date has passed";
        }

        StreamId stream = intent.Appointment!.Value;
        return (await store.Load([stream], null, stop))[stream].State is Appointment.Booked { Date.Start: var start }
            && start == intent.Start
                ? null
                : "the appointment does not have this date any more";
    }

    // By the policy of the command that struck the patient off.
    private async Task<int> ReinstatementDays(Delivery delivery, CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            select c.policy from scheduling.mt_events e join scheduling.commands c on c.id = e.causation_id::uuid
            where e.seq_id = $1
            """);
        command.Parameters.Add(new() { Value = delivery.Cause ?? 0 });
        return await command.ExecuteScalarAsync(stop) is string policy
            ? policies[new PolicyRef(policy)].ReinstatementDays
            : throw new InvalidOperationException("nobody knows by which policy this was decided");
    }
}
