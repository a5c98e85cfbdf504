using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Notifications;

/// <summary>Which events the caller has read.</summary>
/// <param name="Ids">At most 1,000; null: all.</param>
internal sealed record MarkReadRequest(IReadOnlyList<Guid>? Ids)
{
    internal const int Most = 1_000;

    internal static Problem TooMany(int count) => new(ErrorCatalog.RequestMalformed, $"ids has {count} entries; at most {Most} go at once.");
}
