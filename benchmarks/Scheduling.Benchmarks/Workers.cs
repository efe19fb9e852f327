namespace Scheduling.Benchmarks;

/// <summary>Threads of our own, as many as a measurement says: a pool would bring more when it likes.</summary>
internal static class Workers
{
    /// <summary>
    /// Does the work for 0 up to, not including, <paramref name="count"/>; each thread takes the next when it is done.
    /// The first exception is thrown again here, when all have ended.
    /// </summary>
    public static void ForEach(int count, int threads, Action<int> work)
    {
        var next = -1;
        Exception? failure = null;
        void Run()
        {
            try
            {
                for (var item = Interlocked.Increment(ref next); item < count; item = Interlocked.Increment(ref next))
                {
                    work(item);
                }
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
                Interlocked.Add(ref next, count);
            }
        }

        var others = new Thread[threads - 1];
        for (var index = 0; index < others.Length; index++)
        {
            others[index] = new Thread(Run) { Name = $"worker {index + 1}", IsBackground = true };
            others[index].Start();
        }

        Run();
        foreach (var other in others)
        {
            other.Join();
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
