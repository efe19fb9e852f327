namespace Scheduling.Domain;

/// <summary>Reads policies.</summary>
public static class PolicyText
{
}
