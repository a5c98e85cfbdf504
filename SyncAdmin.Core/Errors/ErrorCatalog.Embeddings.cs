namespace SyncAdmin.Core.Errors;

public static partial class ErrorCatalog
{
    /// <summary>No connection, no answer in time, or a 5xx.</summary>
    public static readonly ErrorDefinition ModelUnreachable = new(
        "SYNC-3001", ProblemKind.Unavailable, "The model's server does not answer",
        "Check the BaseUrl setting, the network and the provider's status page; a waiting job goes on by itself once it answers.");

    /// <summary>200 with a body that is cut off or is not what was agreed.</summary>
    public static readonly ErrorDefinition ModelAnswerUnreadable = new(
        "SYNC-3002", ProblemKind.External, "The model's server answered something unreadable",
        "Check that the BaseUrl setting points at an OpenAI-compatible API (it usually ends in /v1) and that no proxy cuts its answers.");

    /// <summary>401, 403.</summary>
    public static readonly ErrorDefinition ModelKeyRefused = new(
        "SYNC-3003", ProblemKind.External, "The model's server refuses the API key",
        "Set the ApiKey setting to a valid key that may use this model, and restart.");

    /// <summary>404 and other refusals of our configuration.</summary>
    public static readonly ErrorDefinition ModelNotFound = new(
        "SYNC-3004", ProblemKind.External, "The model's server does not know this model or address",
        "Check the BaseUrl, EmbeddingModel and VisionModel settings, and restart.");

    /// <summary>429 that waiting a little does not mend.</summary>
    public static readonly ErrorDefinition ModelQuotaExceeded = new(
        "SYNC-3005", ProblemKind.Unavailable, "The provider's quota is used up",
        "Wait until the quota is renewed, or raise it at the provider; a waiting job goes on by itself.");

    /// <summary>400, 413, 422.</summary>
    public static readonly ErrorDefinition ModelRefusedText = new(
        "SYNC-3006", ProblemKind.Invalid, "The model refuses this text",
        "Shorten or clean the record's text (embedding fields, text template, source data), then retry the record.");

    /// <summary>Vectors of another length than configured.</summary>
    public static readonly ErrorDefinition VectorLengthWrong = new(
        "SYNC-3007", ProblemKind.External, "The model gives vectors of another length",
        "Set the Dimensions setting to the length that the model gives, and restart.");

    /// <summary>NaN, infinite or all zeros.</summary>
    public static readonly ErrorDefinition VectorUnusable = new(
        "SYNC-3008", ProblemKind.External, "The model gives no usable vector for this text",
        "Clean the record's text (embedding fields, text template, source data), then retry the record.");

    /// <summary>A request that the model refuses whatever the text.</summary>
    public static readonly ErrorDefinition ModelRefusedRequest = new(
        "SYNC-3009", ProblemKind.External, "The model refuses the configured request",
        "Check the EmbeddingModel, Dimensions and SendDimensions settings, and restart.");

    /// <summary>429 of a quota that is counted by the day.</summary>
    public static readonly ErrorDefinition ModelDailyQuotaExceeded = new(
        "SYNC-3030", ProblemKind.Unavailable, "The provider's quota for today is used up",
        "Wait: it is renewed at midnight Pacific time, and a waiting job goes on by itself then. Or raise the quota at the provider and resume the job.");
}
