using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;

namespace Poczekalnia.CaseFiles;

/// <summary>What a case file says of itself in its first line.</summary>
/// <param name="Scenario">The name of the scenario, or of the sandbox it was exported from.</param>
/// <param name="Seed">The seed of the run as decimal digits; empty for an export.</param>
/// <param name="Code">The version of the program that wrote it.</param>
/// <param name="Tzdb">The version of the time zone data the decisions used.</param>
/// <param name="From">Where its clock began.</param>
/// <param name="Pseudonymised">Whether patients were renamed within the file.</param>
/// <param name="Partial">Whether it is a part of a history, in which there are gaps.</param>
public sealed record Manifest(
    string Scenario, string Seed, string Code, string Tzdb, Instant From, bool Pseudonymised = false,
    bool Partial = false);

/// <summary>What a policy line holds.</summary>
public enum PolicyLineKind
{
    /// <summary>The rules of decisions.</summary>
    Scheduling,

    /// <summary>The table of scopes and their dates.</summary>
    Scopes,
}

/// <summary>One command as it was given and what became of it.</summary>
/// <param name="Id">Names the command; its events point to it as their causation.</param>
/// <param name="Correlation">Common to everything that one outside request set going.</param>
/// <param name="Operation">The stored name of the operation.</param>
/// <param name="Policy">The policy it was decided by; nothing where none is read.</param>
/// <param name="First">The position of its first event; nothing when it recorded none.</param>
/// <param name="Last">The position of its last event; nothing when it recorded none.</param>
/// <param name="Refusal">Why it was refused; nothing when it was accepted.</param>
public readonly record struct CommandLine(
    Guid Id,
    Guid Correlation,
    Actor By,
    string Operation,
    Instant Now,
    PolicyRef? Policy,
    long? First,
    long? Last,
    Refusal? Refusal);

/// <summary>Where an event stands.</summary>
/// <param name="Position">Unique in the file, increasing; gaps are allowed.</param>
/// <param name="Version">The number of the event within its stream, from 1.</param>
/// <param name="Correlation">That of its command.</param>
/// <param name="Causation">The identity of its command.</param>
public readonly record struct EventPlace(
    long Position, StreamId Stream, long Version, Guid Correlation, Guid Causation);

/// <summary>One notice that goes out, without its text.</summary>
/// <param name="Key">Unique in the file: sending twice under one key is sending once.</param>
/// <param name="Kind">The stored name of the kind of notice.</param>
/// <param name="Channel">The stored name of the channel it takes.</param>
/// <param name="Recipient"><c>patient/…</c> or <c>place/…</c>.</param>
/// <param name="At">When it was decided, or for a reminder when it was due.</param>
/// <param name="Cause">The position of the event that caused it; nothing for a reminder.</param>
/// <param name="Appointment">The appointment it speaks of.</param>
/// <param name="Start">The date it speaks of, local time in Poland.</param>
/// <param name="Place">The place of that date.</param>
/// <param name="Reason">Why the place changed or took back the date.</param>
/// <param name="DaysBefore">Of a reminder: how many days before the visit.</param>
/// <param name="Days">Of a forecast: how many days it may take.</param>
public readonly record struct NoticeLine(
    string Key,
    string Kind,
    string Channel,
    string Recipient,
    Instant At,
    long? Cause = null,
    AppointmentId? Appointment = null,
    LocalDateTime? Start = null,
    PlaceId? Place = null,
    PlaceReason? Reason = null,
    int? DaysBefore = null,
    int? Days = null);
