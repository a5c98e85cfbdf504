namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>Configuration section <c>Vision:Tesseract</c>: the OCR program that runs as a child process.</summary>
public sealed class TesseractOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Vision:Tesseract";

    /// <summary>Its name, looked up in PATH, or its path. Default <c>tesseract</c>.</summary>
    public string Command { get; set; } = "tesseract";

    /// <summary>Languages, joined by <c>+</c>; those that are not installed are left out. Default <c>spa+eng</c>.</summary>
    public string Languages { get; set; } = "spa+eng";

    /// <summary>Seconds for one picture, then it is killed: 1 to 120. Default 20.</summary>
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>Pictures at a time: 1 to 32. Default 2.</summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>MB of address space of one process, where <c>prlimit</c> is installed: 256 to 16,384. Default 1,024.</summary>
    public int MemoryMegabytes { get; set; } = 1024;
}
