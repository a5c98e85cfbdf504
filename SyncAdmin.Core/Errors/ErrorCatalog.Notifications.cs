namespace SyncAdmin.Core.Errors;

/// <summary>Webhooks that go out, and notifications, 8701 to 8799.</summary>
public static partial class ErrorCatalog
{
    /// <summary>Any other status than 2xx, 3xx and 410.</summary>
    public static readonly ErrorDefinition WebhookRefused = new(
        "SYNC-8701", ProblemKind.External, "The receiver did not take the webhook", "Look at what it answered; it takes a message by any status from 200 to 299, once it has verified the signature.");

    /// <summary>No answer in time.</summary>
    public static readonly ErrorDefinition WebhookTimeout = new(
        "SYNC-8702", ProblemKind.Unavailable, "The receiver did not answer in time", "Have it answer as soon as it has stored the message, and work on it afterwards; or raise Webhooks:TimeoutSeconds.");

    /// <summary>Name, address or port.</summary>
    public static readonly ErrorDefinition WebhookUnreachable = new(
        "SYNC-8703", ProblemKind.Unavailable, "The receiver can't be reached", "Check host and port of the endpoint's URL, and that a firewall lets this server through.");

    /// <summary>Broken off, or no HTTP.</summary>
    public static readonly ErrorDefinition WebhookUnreadable = new(
        "SYNC-8704", ProblemKind.Unavailable, "The receiver's answer can't be read", "Check that the URL leads to the receiver itself, and look into its log.");

    /// <summary>Certificate or handshake.</summary>
    public static readonly ErrorDefinition WebhookTlsFailed = new(
        "SYNC-8705", ProblemKind.External, "The receiver's certificate was not accepted", "Give the receiver a certificate that is valid for the host of the URL and signed by an authority that this server trusts.");

    /// <summary>3xx.</summary>
    public static readonly ErrorDefinition WebhookRedirects = new(
        "SYNC-8706", ProblemKind.External, "The receiver sends the webhook to another address", "Enter the final address as the endpoint's URL: redirects are not followed.");

    /// <summary>410.</summary>
    public static readonly ErrorDefinition WebhookGone = new(
        "SYNC-8707", ProblemKind.External, "The receiver wants no more webhooks", "Delete the endpoint; or, when the receiver is to have them again, enable it.");

    /// <summary>Another key ring.</summary>
    public static readonly ErrorDefinition WebhookSecretUnreadable = new(
        "SYNC-8708", ProblemKind.Conflict, "The endpoint's secret can't be read", "Restore the key ring from the backup, or make a new secret for the endpoint and give it to the receiver.");

    /// <summary>Nothing but failures for <c>Webhooks:DisableAfterDays</c>.</summary>
    public static readonly ErrorDefinition WebhookEndpointFailing = new(
        "SYNC-8709", ProblemKind.External, "The endpoint was switched off after days of failures", "Mend the receiver, send a test, then enable the endpoint and replay what it missed.");

    /// <summary>Settings of an endpoint are wrong.</summary>
    public static readonly ErrorDefinition NotificationEndpointInvalid = new(
        "SYNC-8721", ProblemKind.Invalid, "The endpoint can't be saved as asked", "Correct the settings named in errors.");

    /// <summary>No such endpoint.</summary>
    public static readonly ErrorDefinition NotificationEndpointNotFound = new(
        "SYNC-8722", ProblemKind.NotFound, "There is no such endpoint", "List the endpoints to find its id.");

    /// <summary>No such message of this endpoint.</summary>
    public static readonly ErrorDefinition NotificationMessageNotFound = new(
        "SYNC-8723", ProblemKind.NotFound, "There is no such message of this endpoint", "Look its id up in the list of attempts; messages are removed after Notifications:KeepDays.");

    /// <summary>A message to an endpoint that is off.</summary>
    public static readonly ErrorDefinition NotificationEndpointOff = new(
        "SYNC-8724", ProblemKind.Conflict, "The endpoint is switched off", "Enable the endpoint first.");

    /// <summary>More than anybody needs.</summary>
    public static readonly ErrorDefinition NotificationEndpointsTooMany = new(
        "SYNC-8725", ProblemKind.Conflict, "There are too many endpoints", "Delete one that is not needed, or have one receiver pass messages on.");
}
