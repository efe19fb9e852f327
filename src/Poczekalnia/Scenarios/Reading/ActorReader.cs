using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>
/// Reads who acts: <c>patient anna by ikp</c>, <c>third person for anna by place</c>, <c>staff of clinic-a</c>,
/// <c>administrator of clinic-a</c>, <c>system</c>.
/// </summary>
internal static class ActorReader
{
    private static readonly Channel[] OutsideChannels =
        [Channel.Ikp, Channel.MojeIkp, Channel.Sms, Channel.Place, Channel.Voice];

    public static StepActor Read(Part part, Names names)
    {
        switch (part.Text().Split(' '))
        {
            case ["patient", var patient, "by", var channel]:
                return new StepActor(
                    ActorRole.Patient, ReadChannel(part, channel), names.Patient(part, patient), null);
            case ["third", "person", "for", var patient, "by", var channel]:
                return new StepActor(
                    ActorRole.ThirdPerson, ReadChannel(part, channel), names.Patient(part, patient), null);
            case ["staff", "of", var place]:
                return new StepActor(ActorRole.Staff, Channel.Place, null, names.Place(part, place));
            case ["administrator", "of", var place]:
                return new StepActor(ActorRole.Administrator, Channel.Place, null, names.Place(part, place));
            case ["system"]:
                return StepActor.System;
            default:
                part.Wrong(
                    $"'{part.Text()}' says not who acts.",
                    "Write 'patient anna by ikp', 'third person for anna by place', 'staff of clinic-a', "
                    + "'administrator of clinic-a' or 'system'.");

                // Somebody acts: who it is must not be asked again.
                return new StepActor(ActorRole.System, Channel.Internal, "", "");
        }
    }

    private static Channel ReadChannel(Part part, string name)
    {
        foreach (var channel in OutsideChannels)
        {
            if (ChannelTable.NameOf(channel) == name)
            {
                return channel;
            }
        }

        part.Wrong(
            $"'{name}' is no channel.", Nearest.Cure(name, OutsideChannels.Select(ChannelTable.NameOf)));
        return Channel.Ikp;
    }
}
