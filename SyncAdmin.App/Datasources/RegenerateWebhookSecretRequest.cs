using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Datasources;

/// <summary>How a webhook secret is replaced; the whole body may be left out.</summary>
/// <param name="OverlapHours">Hours that the secret so far stays good beside the new one: 0 (it has leaked) to 168, default 24.</param>
internal sealed record RegenerateWebhookSecretRequest(double? OverlapHours)
{
    internal const int MostHours = 168;

    /// <summary>Null: as long as is usual.</summary>
    internal static TimeSpan? OverlapOf(RegenerateWebhookSecretRequest? request) => request?.OverlapHours is { } hours ? TimeSpan.FromHours(hours) : null;

    internal static Problem OutOfRange(double hours) =>
        new(ErrorCatalog.RequestMalformed, FormattableString.Invariant($"'overlapHours' is {hours}; it goes from 0 to {MostHours}."));
}
