using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One answer holds everything; one that says itself that there is more does not. No waiting helps then: somebody has to set the paging.</summary>
internal sealed class ApiSingleSequence(ApiSettings settings, Uri start) : ApiSequence(settings)
{
    internal override Uri First => start;

    protected override Uri? Following(ApiPage page) =>
        ApiLinkSequence.NextOf(page.Answer.Links) is not null ? throw Paged("names a next page in its header Link")
        : Read < Total ? throw Paged($"holds {Read} items, and says that there are {Total}")
        : null;

    private static ProblemException Paged(string says) => new(new Problem(ErrorCatalog.ApiPagingMissing, $"The answer {says}."));
}
