using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Reports;

namespace Scheduling.Host.Http.Commands;

/// <summary>The body of a command as it comes over HTTP: what the operation needs and nobody else knows.</summary>
internal interface IRequest
{
    /// <summary>Why this caller cannot say this, or nothing: what no operation could know.</summary>
    Refusal? Check(Call call) => null;

    /// <summary>The declaration of a patient whom a register may have to know; nothing where none is made.</summary>
    ReportRequest? Declares => null;

    /// <summary>Who asks, as the rules know it: the caller, unless it passes on somebody else's wish.</summary>
    Actor ActorOf(Caller caller) => caller.Actor!;

    /// <summary>The operation that is asked for.</summary>
    IOperation ToOperation(Call call);
}
