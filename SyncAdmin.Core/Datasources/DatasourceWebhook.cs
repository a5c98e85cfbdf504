using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Datasources;

/// <summary>What a webhook of a datasource is checked against.</summary>
/// <param name="Id">The datasource.</param>
/// <param name="Name">For people.</param>
/// <param name="Collection">That it feeds.</param>
/// <param name="IsEnabled">Whether its webhook is open.</param>
/// <param name="Secrets">Good now: the current one, and the one before while they overlap. None: its key ring is gone.</param>
public sealed record DatasourceWebhook(Guid Id, string Name, string Collection, bool IsEnabled, IReadOnlyList<WebhookSecret> Secrets);
