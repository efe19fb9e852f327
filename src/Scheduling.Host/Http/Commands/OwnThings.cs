using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>Whether what a patient names is the patient's own. To others it is as if it were not there.</summary>
internal static class OwnThings
{
    /// <summary>The first of some records that is somebody else's, or nothing.</summary>
    /// <param name="states">The records, and perhaps others.</param>
    public static StreamId? FindForeign(
        Caller caller, IEnumerable<StreamId> named, IReadOnlyDictionary<StreamId, LoadedState> states)
    {
        if (caller.Patient is not { } patient)
        {
            return null;
        }

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
