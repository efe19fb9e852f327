using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>Whether what a patient names is the patient's own. To others it is as if it were not there.</summary>
internal static class OwnThings
{
    /// <summary>The first record that an operation names and that is somebody else's, or nothing.</summary>
    public static async Task<StreamId?> FindForeign(
        EventStore store, Caller caller, IOperation operation, CancellationToken stop)
    {
        if (caller.Patient is not { } patient)
        {
            return null;
        }

        var named = operation.Reads.Distinct().ToList();
        var states = await store.Load(named, null, stop);
        foreach (var stream in named)
        {
            if (PatientOf(states[stream].State) is { } owner && owner != patient)
            {
                return stream;
            }
        }

        return null;
    }

    /// <summary>Whose a record is; nothing for what is nobody's.</summary>
    public static PatientId? PatientOf(StreamState? state) =>
        state switch
        {
            Appointment appointment => appointment.Made?.Patient,
            WaitingEntry entry => entry.On?.Placed.Patient,
            CentralReport report => report.On?.Filed.Patient,
            Referral referral => referral.Written?.Patient,
            _ => null,
        };
}
