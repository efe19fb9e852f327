using Scheduling.Domain;

namespace Scheduling.Host.Http;

/// <summary>The addresses of records.</summary>
internal static class Resources
{
    /// <summary>The address of a record.</summary>
    public static string PathOf(StreamId stream) => $"/{FolderOf(stream.Kind)}/{stream.Value}";

    /// <summary>The first part of the address of every record of a kind.</summary>
    public static string FolderOf(StreamKind kind) =>
        kind switch
        {
            StreamKind.Place => "service-places",
            StreamKind.Window => "booking-windows",
            StreamKind.Slot => "slots",
            StreamKind.Appointment => "appointments",
            StreamKind.Entry => "waiting-entries",
            StreamKind.Report => "reports",
            StreamKind.Referral => "referrals",
            StreamKind.Process => "processes",
        };
}
