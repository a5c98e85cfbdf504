using System.Text.Json;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>An endpoint as far as it matters for who hears of what.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Kinds">Words of the kinds that it wants; empty: all.</param>
/// <param name="Thresholds">By word.</param>
internal sealed record NotificationListener(Guid Id, IReadOnlyList<string> Kinds, IReadOnlyDictionary<string, long> Thresholds)
{
    internal static NotificationListener Of(WebhookEndpoint endpoint) => new(endpoint.Id, KindsOf(endpoint), ThresholdsOf(endpoint));

    internal static IReadOnlyList<string> KindsOf(WebhookEndpoint endpoint) => JsonSerializer.Deserialize<string[]>(endpoint.Types)!;

    internal static IReadOnlyDictionary<string, long> ThresholdsOf(WebhookEndpoint endpoint) => JsonSerializer.Deserialize<Dictionary<string, long>>(endpoint.Thresholds)!;

    internal bool Wants(NotificationKind kind) => Kinds.Count == 0 || Kinds.Contains(kind.Word(), StringComparer.Ordinal);

    internal long Threshold(NotificationKind kind, NotificationThresholds standard) => Thresholds.TryGetValue(kind.Word(), out var own) ? own : standard.Default(kind);
}
