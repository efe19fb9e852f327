using Scheduling.Benchmarks.Reporting;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>One question put to the engine, and the file of results it fills.</summary>
internal interface IMeasurement
{
    /// <summary>As in <c>--only NAME</c>, and the name of the file.</summary>
    string Name { get; }

    /// <summary>The question, in one line.</summary>
    string Question { get; }

    /// <summary>Whether <c>--quick</c> asks it.</summary>
    bool IsQuick { get; }

    /// <summary>Answers it.</summary>
    void Measure(Session session, Result result);
}
