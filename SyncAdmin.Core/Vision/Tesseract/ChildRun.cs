namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>What a child process did.</summary>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">Null when it was killed or never ran.</param>
/// <param name="Output">Its standard output, UTF-8.</param>
/// <param name="Error">The first words of its standard error, on one line.</param>
internal sealed record ChildRun(ChildEnd End, int? ExitCode, string Output, string Error);
