namespace SyncAdmin.Core.Vision;

/// <summary>Configuration section <c>Vision</c>.</summary>
public sealed class VisionOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Vision";

    /// <summary>No vision.</summary>
    public const string None = "none";

    /// <summary>
    /// <c>none</c> (default), <c>tesseract</c> (reads printed words, offline; settings below <c>Vision:Tesseract</c>), <c>gemini</c> (<c>Models:Gemini</c>) or
    /// <c>openai</c> (<c>Models:OpenAI</c>, with its <c>VisionModel</c>).
    /// </summary>
    public string Provider { get; set; } = None;
}
