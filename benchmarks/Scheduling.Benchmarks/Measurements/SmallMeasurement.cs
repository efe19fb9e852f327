using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Small;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>Single questions, warm, by BenchmarkDotNet.</summary>
internal sealed class SmallMeasurement : IMeasurement
{
    public string Name => "small";

    public string Question => "How long does a single question take when everything it needs is warm?";

    public bool IsQuick => false;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "One question, asked again and again (BenchmarkDotNet, in this process)",
            "question", "entries", "mean", "± (99.9 %)", "median", "B/operation");
        foreach (var type in new[] { typeof(IndexBenchmark), typeof(RuleBenchmark) })
        {
            session.At($"{type.Name}, by BenchmarkDotNet");
            foreach (var report in BenchmarkRunner.Run(type, ConfigOf(session.Full)).Reports)
            {
                Add(report, table, result);
            }
        }

        result.Notes.Add(
            "Warm: the same thousand questions over and over, so that the caches hold what they need. The measurement "
            + "*cancellations* asks each question once and pays for memory.");
    }

    // In this process: a second one would be built with the rules of this repository, and could outlive a Ctrl-C.
    private static ManualConfig ConfigOf(bool full) => ManualConfig.CreateEmpty()
        .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "benchmarkdotnet"))
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithUnrollFactor(1)
            .WithIterationTime(TimeInterval.FromMilliseconds(200))
            .WithWarmupCount(full ? 5 : 2)
            .WithIterationCount(full ? 15 : 5));

    private static void Add(BenchmarkReport report, ResultTable table, Result result)
    {
        var of = report.BenchmarkCase;
        var question = of.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (report.ResultStatistics is not { } statistics)
        {
            throw new InvalidOperationException($"BenchmarkDotNet has no result for {of.DisplayInfo}.");
        }

        var entries = of.Parameters.Items.FirstOrDefault(item => item.Name == "Entries")?.Value as int?;
        var others = of.Parameters.Items.Where(item => item.Name != "Entries").Select(item => $"{item.Value}");
        var name = string.Join(", ", others.Prepend(question));
        var allocated = report.GcStats.GetBytesAllocatedPerOperation(of) ?? 0;
        table.Row(
            name, entries is { } count ? Figure.Count(count) : "", Figure.Nanoseconds(statistics.Mean),
            Figure.Nanoseconds(statistics.StandardError * 3.3), Figure.Nanoseconds(statistics.Median),
            Figure.Count(allocated));
        result.Values[$"{name}.{entries}.nanoseconds"] = statistics.Mean;
    }
}
