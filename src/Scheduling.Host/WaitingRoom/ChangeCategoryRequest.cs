using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>A doctor finds a case more urgent, or less.</summary>
/// <param name="Entry">The entry that waits, if one does.</param>
internal sealed record ChangeCategoryRequest(MedicalCategory Category, EntryId? Entry = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Put<ChangeCategory, ChangeCategoryRequest>(
        "/reports/{report:guid}/category", Staff, Administrator, Integrator, Operator) with
    {
        Summary = "A doctor finds a case more urgent, or less.",
        Example = new(Body: () => new ChangeCategoryRequest(
            MedicalCategory.Urgent, Examples.Entry("change-category"))),
    };

    public IOperation ToOperation(Call call) =>
        new ChangeCategory(call.Report, Entry, Category);
}
