using Microsoft.AspNetCore.Http;

namespace Scheduling.Host.Http.Queries;

/// <summary>Answers one kind of question.</summary>
internal interface IQuery
{
    /// <summary>The answer; who asks may ask, and nothing stands in the address that is not known.</summary>
    Task<IResult> Answer(Ask ask);
}
