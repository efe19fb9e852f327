using Scheduling.Benchmarks.Measurements;
using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks;

/// <summary>All measurements, in the order of a run: the limit divides what those before it have found.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IMeasurement> All { get; } =
    [
        new MemoryMeasurement(),
        new BuildMeasurement(),
        new CancellationMeasurement(),
        new JoinMeasurement(),
        new UnblockMeasurement(),
        new AllocatorMeasurement(),
        new InstructionMeasurement(),
        new PlainMeasurement(),
        new PostgresMeasurement(),
        new HostAppendMeasurement(),
        new HostFreedSlotMeasurement(),
        new HostUnblockMeasurement(),
        new HostRebuildMeasurement(),
        new HostColdStartMeasurement(),
        new HttpBookingMeasurement(),
        new HttpSearchMeasurement(),
        new HttpFreedSlotMeasurement(),
        new HttpFirstRequestMeasurement(),
        new SmallMeasurement(),
        new LimitMeasurement(),
    ];
}
