using System.CommandLine;
using System.Globalization;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary><c>apply FILE</c>: gives the commands of a case file to the engine on a virtual clock.</summary>
public static class ApplyCommand
{
    // More would not be read.
    private const int DeviationsShown = 100;

    public static System.CommandLine.Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "A case file, such as case.ndjson of a run of poczekalnia.",
        };
        var group = new Option<int>("--group")
        {
            Description = "Decisions in one append at most: of commands that come together, and of a matcher.",
            DefaultValueFactory = _ => Limits.ProposalsPerGroup,
        };
        var command = HostCommand.Create(
            "apply",
            "Gives the commands of a case file to the engine on a virtual clock, in lock-step: what came from outside "
            + "is given, what the engine decided is decided anew. Started again after a kill it goes on where it was.",
            Needs.ToWrite,
            (database, parsed, stop) => Run(
                database, parsed.GetRequiredValue(file), parsed.GetValue(group), stop));
        command.Add(file);
        command.Add(group);
        return command;
    }

    private static async Task<int> Run(Database database, FileInfo file, int group, CancellationToken stop)
    {
        if (group is < 1 or > Limits.ProposalsPerGroup)
        {
            throw new UnusableException($"--group {group} must be 1 to {Limits.ProposalsPerGroup}.");
        }

        var progress = new ProgressLine();
        await StoredPolicies.Keep(database.Source, Verify(file, progress), stop);
        var share = 0.0;
        var engine = await HostCommand.OpenVirtual(database, NodaConstants.UnixEpoch, group, progress, stop);
        var steps = new LockStep(engine)
        {
            GroupSize = Math.Min(group, LockStep.GroupSizeDefault),
            Progress = now => progress.Say(() => string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * share:f1} % of the file, {now.Now}: {now.Given} commands given, {now.AnsweredBefore} before")),
        };
        try
        {
            await steps.Apply(CaseStep.ReadAll(CaseLines.Read(file.FullName, read => share = read)), stop);
        }
        catch (Exception wrong) when (wrong is FormatException or ClockIsPastException)
        {
            throw new UnusableException(wrong.Message);
        }

        return await Conclude(steps, progress);
    }

    private static IReadOnlyList<PolicyFile> Verify(FileInfo file, ProgressLine progress)
    {
        try
        {
            var policies = CaseLines.Verify(
                file.FullName,
                share => progress.Say(() => FormattableString.Invariant(
                    $"making sure of the file: {100 * share:f1} %")));
            return policies.FirstOrDefault(policy => !policy.IsWhatItSays) is { } wrong
                ? throw new FormatException($"The text of the policy '{wrong.Reference}' is not what it says.")
                : policies;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UnusableException($"{file}: {wrong.Message}");
        }
    }

    private static async Task<int> Conclude(LockStep steps, ProgressLine progress)
    {
        var before = steps.AnsweredBefore > 0 ? $"{steps.AnsweredBefore} were answered before, " : "";
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{before}{steps.Given} commands given in {progress.Elapsed.TotalSeconds:f1} s, "
            + $"{steps.Deviations.Count} answered otherwise than in the file; the clock stands at {steps.Now}"));
        foreach (var (told, outcome) in steps.Deviations.Take(DeviationsShown))
        {
            await Console.Out.WriteLineAsync(
                $"line {told.Line}: {told.Command.Operation.GetType().Name} was "
                + (outcome.Refusal is { } refusal ? $"refused: {refusal}" : "accepted"));
        }

        if (steps.Deviations.Count > DeviationsShown)
        {
            await Console.Out.WriteLineAsync($"and {steps.Deviations.Count - DeviationsShown} more");
        }

        return steps.Deviations.Count == 0 ? HostCommand.Well : HostCommand.Otherwise;
    }
}
