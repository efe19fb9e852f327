using NodaTime;

namespace Scheduling.Domain;

/// <summary>Something that happened in one stream. Shapes are stored for ever.</summary>
/// <param name="At">The instant it speaks of. Stored once, beside the event and not in it.</param>
/// <remarks>
/// To change a shape: add the new one beside it, write an upcaster, and keep the old golden JSON in the tests.
/// No event carries personal data: a patient is a <see cref="PatientId"/>, a birth date an <see cref="AgeRange"/>.
/// </remarks>
public abstract record DomainEvent(Instant At);

/// <summary>An event of a type that this version does not know. It is kept as it came and never lost.</summary>
/// <param name="Type">The stored name.</param>
/// <param name="Data">The stored JSON, canonical.</param>
public sealed record UnknownEvent(string Type, string Data, Instant At) : DomainEvent(At);
