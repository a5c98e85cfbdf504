namespace SyncAdmin.Core.Connectors.Api;

/// <summary>One answer holds everything.</summary>
internal sealed class ApiSingleSequence(ApiSettings settings, Uri start) : ApiSequence(settings)
{
    internal override Uri First => start;

    protected override Uri? Following(ApiPage page) => null;
}
