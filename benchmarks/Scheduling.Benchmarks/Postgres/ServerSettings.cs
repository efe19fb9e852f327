namespace Scheduling.Benchmarks.Postgres;

/// <summary>What a PostgreSQL is told that is measured.</summary>
internal static class ServerSettings
{
    /// <summary>
    /// A fair chance: memory for all of it, no vacuum in between, no compilation of plans that take microseconds.
    /// </summary>
    public static IEnumerable<string> ForComparison =>
    [
        "max_connections=10", $"shared_buffers={Math.Min(3L << 10, QuarterOfMemory * 2)}MB",
        "maintenance_work_mem=512MB", "work_mem=64MB", "max_wal_size=8GB", "checkpoint_timeout=1h", "autovacuum=off",
        "jit=off", "max_parallel_workers_per_gather=0", "plan_cache_mode=force_generic_plan", "random_page_cost=1.1",
        "log_min_messages=fatal",
    ];

    /// <summary>
    /// What somebody would run in production who has read the manual's first page on tuning: a quarter of the memory,
    /// room for the log, a disk without arms. Everything that makes a commit durable, and autovacuum, are left on.
    /// </summary>
    public static IEnumerable<string> ForProduction =>
    [
        "max_connections=100", $"shared_buffers={Math.Min(4L << 10, QuarterOfMemory)}MB", "max_wal_size=8GB",
        "checkpoint_timeout=15min", "random_page_cost=1.1", "jit=off", "timezone=UTC", "track_wal_io_timing=on",
        "log_min_messages=fatal",
    ];

    // In mebibytes.
    private static long QuarterOfMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 22;
}
