using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Search;

/// <summary>Finds records: a code is matched exactly first, whatever the model; then by vector.</summary>
public sealed class SearchService
{
    /// <summary>Searches by words or code.</summary>
    public Task<Outcome<SearchAnswer>> SearchTextAsync(TextSearch search, CancellationToken cancellationToken) => throw new NotImplementedException();
}
