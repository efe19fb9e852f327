using System.Diagnostics;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Storage;

/// <summary>Due work as it is stored.</summary>
internal static class StoredDue
{
    /// <summary>What is done one after the other: a scope, a process, an appointment. Lanes go side by side.</summary>
    public static string LaneOf(DueWork work) =>
        work switch
        {
            DueWork.RollWindow roll => $"scope/{roll.Scope}",
            DueWork.ContinueProcess process => $"process/{process.Process}",
            DueWork.SendReminder reminder => $"appointment/{reminder.Appointment}",
            _ => throw new UnreachableException(),
        };

    public static short RankOf(DueKind kind) => (short)kind;

    public static byte[] Write(DueWork work) => CanonicalJson.Write(work);

    public static DueWork Read(string kind, ReadOnlySpan<byte> json) =>
        EnumText.TryRead(System.Text.Encoding.UTF8.GetBytes(kind), out DueKind known)
            ? (DueWork)CanonicalJson.Read(json, TypeOf(known))
            : throw new InvalidOperationException($"No kind of due work is called '{kind}'.");

    private static Type TypeOf(DueKind kind) =>
        kind switch
        {
            DueKind.RollWindow => typeof(DueWork.RollWindow),
            DueKind.ContinueProcess => typeof(DueWork.ContinueProcess),
            DueKind.SendReminder => typeof(DueWork.SendReminder),
        };
}
