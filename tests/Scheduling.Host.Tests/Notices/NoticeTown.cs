using System.Security.Cryptography;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Notices;

/// <summary>A town whose notices go out, when the test says so and to whom the test likes.</summary>
internal sealed class NoticeTown : IAsyncDisposable
{
    private int _known;

    private NoticeTown(Town town)
    {
        Town = town;
        Keys = new PersonalKeys(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        Register = new PatientRegister(town.Database.Source, Keys);
        Deliveries = new Deliveries(town.Database.Source);
    }

    public Town Town { get; }

    public PersonalKeys Keys { get; }

    public PatientRegister Register { get; }

    public Deliveries Deliveries { get; }

    /// <summary>The machine's clock, by which tries are repeated.</summary>
    public SetClock Machine { get; } = new(Instant.FromUtc(2026, 1, 1, 0, 0));

    public static async Task<NoticeTown> New(Postgres postgres) => new(await Town.New(postgres, sends: true));

    /// <summary>Lets somebody be reached.</summary>
    public async Task Know(Somebody somebody, ContactData contact)
    {
        var number = Interlocked.Increment(ref _known);
        var outcome = await Register.Register(
            Ids.Derive("test-request", $"{number}"), somebody.Patient, TestPesel.Of(number), contact.Checked().Kept!);
        outcome.Made.Should().BeTrue();
    }

    /// <summary>Somebody who is reached by every channel.</summary>
    public static ContactData EveryWay(string name, Language language, string mobile) =>
        new($"Test {name}", $"{name}@patients.example", mobile, $"handle-{name}", language);

    /// <summary>A way out by a channel.</summary>
    public DeliveryLoop Loop(NoticeChannel channel, INoticeSender sender) =>
        new(
            channel, Deliveries,
            new NoticeRenderer(Town.Database.Source, Town.Store, Register, TestPolicies.All, Town.Clock), sender,
            Machine);

    /// <summary>Sends everything that may be sent now, by all channels.</summary>
    public async Task SendAll(INoticeSender sender)
    {
        foreach (var channel in new[] { NoticeChannel.Sms, NoticeChannel.Email, NoticeChannel.Push })
        {
            while (await Loop(channel, sender).Step() > 0)
            {
                // Step does the work.
            }
        }
    }

    /// <summary>Does what is due on the way to an instant, each at its own, and sends what follows.</summary>
    public async Task Advance(Instant to, INoticeSender sender)
    {
        while (await Town.Queue.NextAt() is { } next && next <= to)
        {
            Town.Clock.Now = next > Town.Clock.Now ? next : Town.Clock.Now;
            await Town.Worker().RunAll();
            await SendAll(sender);
        }

        Town.Clock.Now = to;
    }

    /// <summary>A slot that everybody may book.</summary>
    public async Task Open(Term term)
    {
        await Town.Accept(Cast.NearStaff, term.Publish);
        await Town.Accept(Actor.System, new ReleaseSlot(term.Id, 0));
    }

    /// <summary>Somebody has a visit that they booked.</summary>
    public async Task Book(Somebody somebody, Term term)
    {
        await Open(term);
        await Town.Accept(Actor.System, somebody.Refer);
        await Town.Accept(Cast.ByIkp, somebody.Book(term));
    }

    /// <summary>States of deliveries with how many are in each, such as <c>sent 3</c>.</summary>
    public Task<IReadOnlyList<string>> States() =>
        Town.Database.Rows($"select state, count(*) from scheduling.deliveries group by 1 order by 1");

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}

/// <summary>A way out that leads nowhere and remembers; it may be told to fail.</summary>
internal sealed class RecordingSender : INoticeSender
{
    private readonly List<OutgoingNotice> _sent = [];

    /// <summary>What becomes of a try; unless told otherwise it is sent.</summary>
    public Func<OutgoingNotice, SendResult> Answer { get; set; } = _ => new SendResult.Sent();

    public IReadOnlyList<OutgoingNotice> Sent
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    public Task<SendResult> Send(OutgoingNotice notice, CancellationToken stop)
    {
        var result = Answer(notice);
        if (result is SendResult.Sent)
        {
            lock (_sent)
            {
                _sent.Add(notice);
            }
        }

        return Task.FromResult(result);
    }
}
