namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One answer holds everything; one that says itself that there is a next page does not.</summary>
internal sealed class ApiSingleSequence(ApiSettings settings, Uri start) : ApiSequence(settings)
{
    internal override Uri First => start;

    protected override Uri? Following(ApiPage page) => ApiLinkSequence.NextOf(page.Answer.Links) is null
        ? null
        : throw Incomplete("The answer names a next page in its header Link, and no paging is set.");
}
