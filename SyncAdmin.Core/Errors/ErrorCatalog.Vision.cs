namespace SyncAdmin.Core.Errors;

/// <summary>Pictures into text, and structured answers of models, 3050 to 3069.</summary>
public static partial class ErrorCatalog
{
    /// <summary>Vision:Provider is none.</summary>
    public static readonly ErrorDefinition VisionNotConfigured = new(
        "SYNC-3050", ProblemKind.Conflict, "No vision provider is configured",
        "Set Vision:Provider to 'tesseract' (install tesseract-ocr), 'gemini' (set Models:Gemini:ApiKey) or 'openai' (set Models:OpenAI:VisionModel), and restart.");

    /// <summary>The command is not there, or none of its languages.</summary>
    public static readonly ErrorDefinition VisionToolMissing = new(
        "SYNC-3051", ProblemKind.Unavailable, "Tesseract can't be started",
        "Install tesseract-ocr and the languages of Vision:Tesseract:Languages (tesseract-ocr-spa, tesseract-ocr-eng), or set Vision:Tesseract:Command to its path.");

    /// <summary>Killed for its time.</summary>
    public static readonly ErrorDefinition VisionTookTooLong = new(
        "SYNC-3052", ProblemKind.Unavailable, "Reading the picture took too long", "Send a smaller picture, or raise Vision:Tesseract:TimeoutSeconds.");

    /// <summary>It gave up, crashed or met its limits.</summary>
    public static readonly ErrorDefinition VisionToolFailed = new(
        "SYNC-3053", ProblemKind.Invalid, "Tesseract could not read the picture",
        "Save the picture anew as JPEG or PNG and send that; if every picture fails, look at its message in the detail and at Vision:Tesseract:MemoryMegabytes.");

    /// <summary>Safety blocks and refusals.</summary>
    public static readonly ErrorDefinition ModelDeclined = new(
        "SYNC-3054", ProblemKind.Invalid, "The model declines to answer", "Send another picture or text; what a model may answer is set at its provider.");

    /// <summary>MAX_TOKENS, length.</summary>
    public static readonly ErrorDefinition ModelAnswerCutOff = new(
        "SYNC-3055", ProblemKind.External, "The model's answer is cut off", "Send a picture or text with less in it, or set VisionModel to a model that gives longer answers.");

    /// <summary>Not the JSON that was asked for, twice.</summary>
    public static readonly ErrorDefinition ModelAnswerNotAsAgreed = new(
        "SYNC-3056", ProblemKind.External, "The model does not answer in the agreed form", "Try again; if it stays so, set VisionModel to a model that keeps to a JSON schema.");

    /// <summary>Too many pictures at a time.</summary>
    public static readonly ErrorDefinition VisionBusy = new(
        "SYNC-3057", ProblemKind.Unavailable, "Too many pictures are being read", "Try again in a few seconds, or raise Vision:Tesseract:Concurrency.");

    /// <summary>The provider was too slow for a person in front of a page.</summary>
    public static readonly ErrorDefinition VisionUnanswered = new(
        "SYNC-3058", ProblemKind.Unavailable, "The vision provider did not answer in time", "Try again; if it stays so, look at the provider's status page and its limits.");
}
