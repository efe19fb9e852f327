using NodaTime;
using Poczekalnia.CaseFiles;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.Reporting;

/// <summary>Writes everything that a run records into its case file.</summary>
public sealed class CaseFileRecorder(CaseFileWriter file) : IRunListener
{
    private readonly CanonicalBuffer _arguments = new();

    /// <summary>The first lines: what the run is, and the texts it is decided by.</summary>
    public void Begin(Manifest manifest, PolicyShelf policies, (PolicyRef Reference, string Text) scopes)
    {
        file.Manifest(manifest);
        file.Policy(PolicyLineKind.Scopes, scopes.Reference, CanonicalJson.Canonicalise(scopes.Text));
        foreach (var (reference, text) in policies.Texts)
        {
            file.Policy(PolicyLineKind.Scheduling, reference, CanonicalJson.Canonicalise(text));
        }
    }

    /// <summary>The last line; its hash stands for the whole run.</summary>
    public string End(bool complete) => file.End(complete);

    public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy) =>
        file.Command(
            new CommandLine(
                command.Id, command.Correlation, command.By, OperationNames.Of(command.Operation), now, policy,
                outcome.RecordedSomething ? outcome.First : null, outcome.RecordedSomething ? outcome.Last : null,
                outcome.Refusal),
            _arguments.Write(command.Operation));

    public void OnEvent(RecordedEvent recorded, Command command) =>
        file.Event(
            new EventPlace(
                recorded.Position, recorded.Stream, recorded.Version, command.Correlation, command.Id),
            recorded.Event);

    public void OnNotice(NoticeIntent notice, Instant at, long? cause) =>
        file.Notice(LineOf(notice, at, cause));

    public void OnDue(Due due)
    {
        // Due work is derived from events and policy; a reader of the file derives it again.
    }

    public void OnInterruption(Interruption what, Instant at) => file.Interruption(EnumText.Of(what), at);

    internal static NoticeLine LineOf(NoticeIntent notice, Instant at, long? cause) =>
        new(
            notice.Key, EnumText.Of(notice.Kind), EnumText.Of(notice.Channel), notice.Recipient.ToString(), at, cause,
            notice.Appointment, notice.Start, notice.Place, notice.Reason,
            DaysBefore: notice.Kind == NoticeKind.DateApproaching ? notice.Days : null,
            Days: notice.Kind == NoticeKind.ForecastDate ? notice.Days : null);
}
