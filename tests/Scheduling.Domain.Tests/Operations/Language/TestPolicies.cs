using NodaTime;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>The policies as they are shipped, and some that differ from them in one rule.</summary>
public static class TestPolicies
{
    /// <summary>Waiting room on, 40 days.</summary>
    public static SchedulingPolicy Specialist { get; } = Read("specialist-2026");

    /// <summary>Waiting room off, 90 days, no referral, the register is asked.</summary>
    public static SchedulingPolicy Screening { get; } = Read("screening-2026");

    /// <summary>A specialist scope whose waiting room was switched off.</summary>
    public static SchedulingPolicy WithoutList { get; } =
        Specialist with { Ref = new PolicyRef("without-list@1#0123456789ab"), WaitingRoom = false };

    /// <summary>A specialist scope with a shorter window.</summary>
    public static SchedulingPolicy Shorter { get; } =
        Specialist with { Ref = new PolicyRef("shorter@1#0123456789ab"), WindowDays = 30 };

    /// <summary>A specialist scope in which an entitled patient who cancels resigns like everybody.</summary>
    public static SchedulingPolicy WithoutReturn { get; } = Specialist with
    {
        Ref = new PolicyRef("without-return@1#0123456789ab"),
        EntitledCancellationReturns = false,
    };

    /// <summary>A policy that cannot be adopted yet.</summary>
    public static SchedulingPolicy OfNextYear { get; } = Specialist with
    {
        Ref = new PolicyRef("specialist-2027@1#0123456789ab"),
        ValidFrom = new LocalDate(2027, 1, 1),
    };

    public static IReadOnlyDictionary<PolicyRef, SchedulingPolicy> All { get; } =
        new[] { Specialist, Screening, WithoutList, Shorter, WithoutReturn, OfNextYear }
            .ToDictionary(policy => policy.Ref);

    private static SchedulingPolicy Read(string name) =>
        PolicyText.Parse(RepositoryFiles.Read($"policies/{name}.json")).OrThrow();
}
