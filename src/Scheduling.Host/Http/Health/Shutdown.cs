namespace Scheduling.Host.Http.Health;

/// <summary>Whether a node has been told to stop: it is not ready any more, and still answers.</summary>
internal sealed class Shutdown
{
    private volatile bool _hasBegun;

    public bool HasBegun => _hasBegun;

    public void Begin() => _hasBegun = true;
}
