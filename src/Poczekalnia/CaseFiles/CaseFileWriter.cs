using System.Text;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Poczekalnia.CaseFiles;

/// <summary>
/// Writes a case file line by line: canonical JSON, each line with the hash over the line before and itself. What has
/// been flushed is always a valid beginning. The form is described in <c>docs/case-file.md</c>.
/// </summary>
public sealed class CaseFileWriter : IDisposable
{
    private readonly LineBuffer _line = new();
    private readonly LineSink _sink;
    private readonly Stream? _owned;
    private readonly CanonicalBuffer _json = new();

    private long _commands;
    private long _events;
    private long _notices;
    private long _policies;
    private long _lastPosition = long.MinValue;
    private bool _begun;
    private bool _ended;

    /// <param name="target">Where the lines go; with none they are only hashed.</param>
    /// <param name="leaveOpen">Whether the target outlives the writer.</param>
    public CaseFileWriter(Stream? target, bool leaveOpen = false)
    {
        _sink = new LineSink(target);
        _owned = leaveOpen ? null : target;
    }

    /// <summary>Writes to a new file, in place of an old one.</summary>
    public static CaseFileWriter Create(string path) =>
        new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));

    /// <summary>The hash of the last line, 64 hexadecimal digits; empty before the first.</summary>
    public string LastHash => Encoding.ASCII.GetString(_line.Hash);

    /// <summary>The first line.</summary>
    public void Manifest(Manifest manifest)
    {
        if (_begun)
        {
            throw new InvalidOperationException("A case file has one manifest, its first line.");
        }

        _begun = true;
        _line.Raw("{\"clock\":\"virtual\",\"code\":"u8).Text(manifest.Code)
            .Raw(",\"format\":1,\"from\":\""u8).Time(manifest.From).Raw("\""u8)
            .HashHere()
            .Raw(manifest.Partial ? ",\"partial\":\"yes\""u8 : default)
            .Raw(",\"pseudonymised\":"u8).Raw(manifest.Pseudonymised ? "\"yes\""u8 : "\"no\""u8)
            .Raw(",\"scenario\":"u8).Text(manifest.Scenario)
            .Raw(",\"seed\":"u8).Text(manifest.Seed)
            .Raw(",\"type\":\"manifest\",\"tzdb\":"u8).Text(manifest.Tzdb).Raw("}"u8)
            .Finish(_sink);
    }

    /// <summary>The rules or the table of scopes that what follows was decided by.</summary>
    /// <param name="content">The file as canonical JSON: see <see cref="CanonicalJson.Canonicalise(string)"/>.</param>
    public void Policy(PolicyLineKind kind, PolicyRef reference, ReadOnlySpan<byte> content)
    {
        Begin();
        _line.Raw("{\"content\":"u8).Raw(content)
            .HashHere()
            .Raw(",\"kind\":\""u8).Raw(EnumText.Utf8Of(kind))
            .Raw("\",\"ref\":"u8).Text(reference.Value)
            .Raw(",\"type\":\"policy\"}"u8)
            .Finish(_sink);
        _policies++;
    }

    /// <summary>A command and its outcome; its events and notices follow.</summary>
    /// <param name="arguments">The operation's members as one canonical JSON object.</param>
    public void Command(in CommandLine command, ReadOnlySpan<byte> arguments)
    {
        Begin();
        _line.Raw("{\"arguments\":"u8).Raw(arguments)
            .Raw(",\"channel\":\""u8).Raw(EnumText.Utf8Of(command.By.Channel))
            .Raw("\",\"correlation\":\""u8).Uuid(command.Correlation).Raw("\""u8);
        Number(",\"first\":"u8, command.First);
        _line.HashHere().Raw(",\"id\":\""u8).Uuid(command.Id).Raw("\""u8);
        Number(",\"last\":"u8, command.Last);
        _line.Raw(",\"now\":\""u8).Time(command.Now)
            .Raw("\",\"operation\":"u8).Text(command.Operation)
            .Raw(command.Refusal is null ? ",\"outcome\":\"accepted\""u8 : ",\"outcome\":\"refused\""u8);
        if (command.By.Place is { } place)
        {
            _line.Raw(",\"place\":\""u8).Uuid(place.Value).Raw("\""u8);
        }

        if (command.Policy is { } policy)
        {
            _line.Raw(",\"policy\":"u8).Text(policy.Value);
        }

        if (command.Refusal is { } refusal)
        {
            Refusal(refusal);
        }

        _line.Raw(",\"role\":\""u8).Raw(EnumText.Utf8Of(command.By.Role)).Raw("\",\"type\":\"command\"}"u8)
            .Finish(_sink);
        _commands++;
    }

    /// <summary>An event of the command before.</summary>
    public void Event(in EventPlace place, DomainEvent happened)
    {
        Begin();
        if (place.Position <= _lastPosition)
        {
            throw new InvalidOperationException($"Position {place.Position} comes after {_lastPosition}.");
        }

        _line.Raw("{\"causation\":\""u8).Uuid(place.Causation)
            .Raw("\",\"correlation\":\""u8).Uuid(place.Correlation)
            .Raw("\",\"data\":"u8).Raw(_json.Write(happened))
            .HashHere()
            .Raw(",\"instant\":\""u8).Time(happened.At)
            .Raw("\",\"name\":\""u8).Raw(EventNames.Utf8NameOf(happened))
            .Raw("\",\"position\":"u8).Number(place.Position)
            .Raw(",\"stream\":\""u8).Raw(EnumText.Utf8Of(place.Stream.Kind)).Raw("/"u8).Uuid(place.Stream.Value)
            .Raw("\",\"type\":\"event\",\"version\":"u8).Number(place.Version).Raw("}"u8)
            .Finish(_sink);
        _lastPosition = place.Position;
        _events++;
    }

    /// <summary>A notice that goes out.</summary>
    public void Notice(in NoticeLine notice)
    {
        Begin();
        _line.Raw("{"u8);
        if (notice.Appointment is { } appointment)
        {
            _line.Raw("\"appointment\":\""u8).Uuid(appointment.Value).Raw("\","u8);
        }

        _line.Raw("\"at\":\""u8).Time(notice.At).Raw("\""u8);
        Number(",\"cause\":"u8, notice.Cause);
        _line.Raw(",\"channel\":"u8).Text(notice.Channel);
        Number(",\"days\":"u8, notice.Days);
        Number(",\"daysBefore\":"u8, notice.DaysBefore);
        _line.HashHere()
            .Raw(",\"key\":"u8).Text(notice.Key)
            .Raw(",\"kind\":"u8).Text(notice.Kind);
        if (notice.Place is { } place)
        {
            _line.Raw(",\"place\":\""u8).Uuid(place.Value).Raw("\""u8);
        }

        if (notice.Reason is { } reason)
        {
            _line.Raw(",\"reason\":\""u8).Raw(EnumText.Utf8Of(reason)).Raw("\""u8);
        }

        _line.Raw(",\"recipient\":"u8).Text(notice.Recipient);
        if (notice.Start is { } start)
        {
            _line.Raw(",\"start\":\""u8).Time(start).Raw("\""u8);
        }

        _line.Raw(",\"type\":\"notice\"}"u8).Finish(_sink);
        _notices++;
    }

    /// <summary>Something was taken from the engine or given back, after all that stands before.</summary>
    /// <param name="what">The stored name of it.</param>
    public void Interruption(string what, Instant at)
    {
        Begin();
        _line.Raw("{\"at\":\""u8).Time(at).Raw("\""u8)
            .HashHere()
            .Raw(",\"type\":\"interruption\",\"what\":"u8).Text(what).Raw("}"u8)
            .Finish(_sink);
    }

    /// <summary>The last line. Its hash stands for the whole file: it is the log hash of a run.</summary>
    /// <param name="complete"><see langword="false"/> when the run was interrupted.</param>
    public string End(bool complete = true)
    {
        Begin();
        _ended = true;
        _line.Raw(complete ? "{\"complete\":\"yes\""u8 : "{\"complete\":\"no\""u8)
            .Raw(",\"counts\":{\"commands\":"u8).Number(_commands)
            .Raw(",\"events\":"u8).Number(_events)
            .Raw(",\"notices\":"u8).Number(_notices)
            .Raw(",\"policies\":"u8).Number(_policies).Raw("}"u8)
            .HashHere()
            .Raw(",\"type\":\"end\"}"u8)
            .Finish(_sink);
        _sink.Flush();
        return LastHash;
    }

    /// <summary>Passes on every line so far.</summary>
    public void Flush() => _sink.Flush();

    public void Dispose()
    {
        _sink.Flush();
        _owned?.Dispose();
        _line.Dispose();
    }

    private void Begin()
    {
        if (!_begun || _ended)
        {
            throw new InvalidOperationException("A case file begins with its manifest and ends with its end line.");
        }

        _line.Begin();
    }

    private void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            _line.Raw(name).Number(number);
        }
    }

    private void Refusal(Refusal refusal)
    {
        _line.Raw(",\"refusal\":{\"arguments\":{"u8);
        var separator = ""u8;
        foreach (var argument in refusal.Arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal))
        {
            _line.Raw(separator).Text(argument.Name).Raw(":"u8).Text(argument.Value);
            separator = ","u8;
        }

        _line.Raw("},\"code\":"u8).Text(refusal.Code).Raw("}"u8);
    }
}
