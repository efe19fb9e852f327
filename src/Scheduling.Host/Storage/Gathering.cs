namespace Scheduling.Host.Storage;

/// <summary>
/// Has what comes at the same time done in one piece: while some are in hand, those that come gather, and are next. Who
/// comes alone waits for nobody. Each has its own answer; where a piece does not come about, because somebody else was
/// faster or one of them fails, each is done by itself.
/// </summary>
/// <param name="together">Does several of different identities; nothing when somebody else was faster.</param>
/// <param name="alone">Does one.</param>
/// <param name="identityOf">Two of one identity are in no piece together.</param>
internal sealed class Gathering<TAsked, TAnswer>(
    Func<IReadOnlyList<TAsked>, Task<IReadOnlyList<TAnswer>?>> together,
    Func<TAsked, CancellationToken, Task<TAnswer>> alone,
    Func<TAsked, object> identityOf)
{
    // While the database commits one piece the next one is loaded and decided.
    private const int Lanes = 2;

    // So many are worth a piece beside another one: what it costs besides its members is shared by enough of them.
    private const int WorthALane = 8;

    // What a piece costs besides its members is nothing by then, and its locks are not held for long.
    private const int MembersMax = 64;

    // Somebody who is faster twice is at work on the same streams.
    private const int Attempts = 2;

    private readonly Lock _lock = new();
    private readonly Queue<Asked> _waiting = [];
    private int _busy;

    /// <summary>Has one done, perhaps with others.</summary>
    public async Task<TAnswer> Run(TAsked one, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var asked = new Asked(one, stop);
        bool isNextLane;
        lock (_lock)
        {
            _waiting.Enqueue(asked);
            isNextLane = _busy < Lanes && AreWorthIt(beside: _busy);
            _busy += isNextLane ? 1 : 0;
        }

        if (isNextLane)
        {
            _ = Work();
        }

        await using var givenUp = stop.Register(() => GiveUp(asked));
        return await asked.Answer.Task;
    }

    // What is in hand is ended.
    private void GiveUp(Asked asked)
    {
        lock (_lock)
        {
            if (!asked.IsInHand)
            {
                asked.Answer.TrySetCanceled(asked.Stop);
            }
        }
    }

    // Whether those who wait are worth a piece beside those in hand.
    private bool AreWorthIt(int beside) => _waiting.Count >= (beside == 0 ? 1 : WorthALane);

    // Nobody waits for this, so nothing may come out of it but answers.
    private async Task Work()
    {
        while (Next() is { Count: > 0 } inHand)
        {
            if (inHand.Count == 1 || !await TryTogether(inHand))
            {
                await Task.WhenAll(inHand.Select(Alone));
            }
        }
    }

    private List<Asked> Next()
    {
        var next = new List<Asked>();
        var identities = new HashSet<object>();
        lock (_lock)
        {
            var isWorthIt = AreWorthIt(beside: _busy - 1);
            while (isWorthIt && next.Count < MembersMax && _waiting.TryPeek(out var asked))
            {
                if (!asked.Answer.Task.IsCompleted)
                {
                    // The same one again is answered when the first is.
                    if (!identities.Add(identityOf(asked.One)))
                    {
                        break;
                    }

                    asked.IsInHand = true;
                    next.Add(asked);
                }

                _waiting.Dequeue();
            }

            _busy -= next.Count == 0 ? 1 : 0;
        }

        return next;
    }

    private async Task<bool> TryTogether(IReadOnlyList<Asked> inHand)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (await together([.. inHand.Select(asked => asked.One)]) is { } answers)
                {
                    foreach (var (asked, answer) in inHand.Zip(answers))
                    {
                        asked.Answer.TrySetResult(answer);
                    }

                    return true;
                }
            }
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            // Whose fault it is shows when each is run by itself.
        }

        return false;
    }

    private async Task Alone(Asked asked)
    {
        try
        {
            asked.Answer.TrySetResult(await alone(asked.One, asked.Stop));
        }
        catch (OperationCanceledException) when (asked.Stop.IsCancellationRequested)
        {
            asked.Answer.TrySetCanceled(asked.Stop);
        }
        catch (Exception wrong)
        {
            asked.Answer.TrySetException(wrong);
        }
    }

    private sealed record Asked(TAsked One, CancellationToken Stop)
    {
        public bool IsInHand { get; set; }

        public TaskCompletionSource<TAnswer> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
