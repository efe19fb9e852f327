using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>The commands that let a database with a virtual clock get on: <c>advance</c> and <c>settle</c>.</summary>
public static partial class ClockCommands
{
    private const int HoursMax = 24 * 366 * 10;

    /// <summary><c>advance WHEN</c>: moves the virtual clock.</summary>
    public static System.CommandLine.Command Advance()
    {
        var when = new Argument<string>("WHEN")
        {
            Description = "An instant (2026-09-07T08:00:00Z), a local time in Poland (2026-09-07T10:00) or a length "
                + "(7d, 12h, 30min).",
        };
        var command = HostCommand.Create(
            "advance",
            "Moves the virtual clock of the database. Everything that is due on the way is done, each thing at its own "
            + "time. Started again after a kill it goes on where it was.",
            Needs.ToWrite,
            async (database, parsed, stop) =>
            {
                var text = parsed.GetRequiredValue(when);
                var stored = await StoredClock.Read(database.Source, stop);
                var target = Read(text, stored);
                if (target < stored)
                {
                    throw new UnusableException($"The clock stands at {stored} and never goes back to {target}.");
                }

                var engine = await HostCommand.OpenVirtual(
                    database, target, Limits.ProposalsPerGroup, new ProgressLine(), stop);

                // What was begun before goes first: it may have been cut off in the middle.
                await engine.Settle(stop);
                await engine.AdvanceTo(target, stop);
                await engine.Settle(stop);
                await StoredClock.Advance(database.Source, target, stop);
                return await Conclude(engine, stop);
            });
        command.Add(when);
        return command;
    }

    /// <summary><c>settle</c>: does what there is to do now.</summary>
    public static System.CommandLine.Command Settle() =>
        HostCommand.Create(
            "settle", "Works until nothing is due now and no matcher has anything to do.", Needs.ToWrite,
            async (database, _, stop) =>
            {
                var progress = new ProgressLine();
                var isVirtual = await StoredClock.Read(database.Source, stop) is not null;
                var engine = isVirtual
                    ? await HostCommand.OpenVirtual(
                        database, NodaConstants.UnixEpoch, Limits.ProposalsPerGroup, progress, stop)
                    : new VirtualEngine(
                        database.Source, await HostCommand.PoliciesOf(database, stop),
                        new VirtualClock(SystemClock.Instance.GetCurrentInstant()));
                await engine.Settle(stop);
                return await Conclude(engine, stop);
            });

    /// <summary>The instant that a text means.</summary>
    /// <param name="stored">Where the clock stands; nothing where there is none yet.</param>
    /// <exception cref="UnusableException">It means none.</exception>
    internal static Instant Read(string text, Instant? stored)
    {
        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant })
        {
            return instant;
        }

        foreach (var pattern in (string[])["uuuu-MM-dd'T'HH:mm", "uuuu-MM-dd'T'HH:mm:ss"])
        {
            var parsed = LocalDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text);
            if (parsed is { Success: true, Value: var local })
            {
                return WarsawTime.ToInstant(local);
            }
        }

        if (Length().Match(text) is { Success: true } length
            && int.TryParse(length.Groups[1].Value, CultureInfo.InvariantCulture, out var count) && count <= HoursMax)
        {
            var from = stored ?? throw new UnusableException(
                $"The clock of this database was never set: say from when, such as 'advance 2026-09-07T08:00:00Z'.");
            return length.Groups[2].Value switch
            {
                "d" => WarsawTime.ToInstant(WarsawTime.LocalOf(from).PlusDays(count)),
                "h" => from + Duration.FromHours(count),
                _ => from + Duration.FromMinutes(count),
            };
        }

        throw new UnusableException(
            $"'{text}' is no instant (2026-09-07T08:00:00Z), no local time (2026-09-07T10:00), no length (7d, 12h).");
    }

    private static async Task<int> Conclude(VirtualEngine engine, CancellationToken stop)
    {
        var parked = (await engine.Queue.Parked(stop)).Count;
        await Console.Out.WriteLineAsync(
            $"At rest at {engine.Now}; next due: {(await engine.Queue.NextAt(stop))?.ToString() ?? "nothing"}");
        if (parked > 0)
        {
            await Console.Out.WriteLineAsync($"{parked} items were put aside: 'due' shows them.");
        }

        return parked == 0 ? HostCommand.Well : HostCommand.Otherwise;
    }

    [GeneratedRegex("^([0-9]{1,6})(d|h|min)$")]
    private static partial Regex Length();
}
