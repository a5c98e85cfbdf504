namespace SyncAdmin.Core.Errors;

/// <content>Webhooks in and their deliveries: 54xx of Sync; the last digits are those of the HTTP status, where one fits.</content>
public static partial class ErrorCatalog
{
    /// <summary>The one answer to an unknown datasource, a bad signature and a stale timestamp: who calls learns nothing about which it was.</summary>
    public static readonly ErrorDefinition WebhookNotAuthentic = new(
        "SYNC-5401",
        ProblemKind.Unauthenticated,
        "The webhook can't be verified",
        "Check the datasource's id in the address, the secret, that the signature is over id, timestamp and the body's bytes exactly as sent, and the sender's clock; the server's log names the cause.");

    /// <summary>The webhook of the datasource is closed.</summary>
    public static readonly ErrorDefinition WebhookDisabled = new(
        "SYNC-5403", ProblemKind.Forbidden, "The webhook of this datasource is disabled", "Set webhookEnabled of the datasource to true.");

    /// <summary>No such delivery, or it was removed by retention.</summary>
    public static readonly ErrorDefinition DeliveryNotFound = new(
        "SYNC-5404", ProblemKind.NotFound, "There is no such delivery", "Check its id; deliveries that are done are removed after Sync:DeliveryRetentionDays.");

    /// <summary>An id that was used for another body within 24 hours.</summary>
    public static readonly ErrorDefinition WebhookIdReused = new(
        "SYNC-5409", ProblemKind.Conflict, "This webhook-id was used for another message", "Send a new message with an id of its own; only a repetition of the same body keeps its id.");

    /// <summary>A signed body beyond what is read.</summary>
    public static readonly ErrorDefinition WebhookTooLarge = new(
        "SYNC-5413", ProblemKind.TooLarge, "The webhook's body is too large", "Send at most 1 MiB; divide the codes between several messages.");

    /// <summary>Not the JSON that is expected, or codes that can't be meant.</summary>
    public static readonly ErrorDefinition WebhookBodyInvalid = new(
        "SYNC-5422", ProblemKind.Invalid, "The webhook's body can't be used", "Send { \"collection\": \"…\", \"codes\": [ 1 to 500 strings ] }, and correct what the detail names; nothing was accepted.");

    /// <summary>Another collection than the datasource feeds.</summary>
    public static readonly ErrorDefinition WebhookCollectionForeign = new(
        "SYNC-5423", ProblemKind.Invalid, "The datasource does not feed this collection", "Name the collection of the datasource in the address, or call the datasource that feeds this one.");
}
