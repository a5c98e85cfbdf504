using System.Collections.Frozen;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>
/// Reads printed words with the Tesseract program, offline. Its decoders are C code that pictures attack, so it runs as a child process without a shell,
/// without our environment (which may hold keys), without a file, and with limits on memory, processor time, time and output; it is killed with all it
/// started. Only a <see cref="CheckedImage"/> gets there: what Tesseract does not take for a picture, it takes for a list of files to open.
/// </summary>
internal sealed partial class TesseractVision : IVision, IDisposable
{
    internal const string Name = "tesseract";

    /// <summary>Pictures that may wait for their turn.</summary>
    private const int LongestQueue = 16;

    // Words stand anywhere on a product, not in columns.
    private const string SparseText = "11";
    private static readonly TimeSpan ForListing = TimeSpan.FromSeconds(10);

    private readonly TesseractOptions _options;
    private readonly ILogger _logger;
    private readonly ChildProcess _process;
    private readonly ConcurrencyLimiter _limiter;
    private FrozenSet<string>? _installed;

    internal TesseractVision(TesseractOptions options, TimeProvider time, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        _process = new ChildProcess(options.MemoryMegabytes, time);
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = options.Concurrency, QueueLimit = LongestQueue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
    }

    public string Provider => Name;

    public async Task<Problem?> CheckAsync(CancellationToken cancellationToken) => (await InstalledAsync(cancellationToken)).Problem;

    public async Task<Outcome<ImageUnderstanding>> UnderstandAsync(CheckedImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var turn = await _limiter.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            return new Problem(ErrorCatalog.VisionBusy, $"{_options.Concurrency} pictures are being read and {LongestQueue} wait.");
        }

        var installed = await InstalledAsync(cancellationToken);
        if (!installed.Succeeded)
        {
            return installed.Problem;
        }

        var (program, languages) = installed.Value;
        string[] arguments = ["stdin", "stdout", "-l", languages, "--psm", SparseText, "-c", "tessedit_create_tsv=1"];
        var run = await _process.RunAsync(program, arguments, image.Bytes, TimeSpan.FromSeconds(_options.TimeoutSeconds), cancellationToken);
        return ProblemOf(run, image) is { } problem ? problem : PrintedText.Of(TesseractTable.Read(run.Output));
    }

    public void Dispose() => _limiter.Dispose();

    private async Task<Outcome<(string Program, string Languages)>> InstalledAsync(CancellationToken cancellationToken)
    {
        if (ProgramPath.Find(_options.Command) is not { } program)
        {
            return new Problem(ErrorCatalog.VisionToolMissing, $"There is no program '{_options.Command}'.");
        }

        var languages = await LanguagesAsync(program, cancellationToken);
        return languages.Succeeded ? (program, languages.Value) : languages.Problem;
    }

    private Problem? ProblemOf(ChildRun run, CheckedImage image)
    {
        if (run.End is ChildEnd.Well)
        {
            return null;
        }

        LogFailed(run.End, run.ExitCode, run.Error);
        var picture = string.Create(CultureInfo.InvariantCulture, $"a {image.Format} of {image.Width} × {image.Height} pixels");
        return run.End switch
        {
            ChildEnd.TookTooLong => new Problem(ErrorCatalog.VisionTookTooLong, $"Tesseract was stopped after {_options.TimeoutSeconds} s on {picture}."),
            ChildEnd.NotStarted => new Problem(ErrorCatalog.VisionToolMissing, $"'{_options.Command}' could not be started: {run.Error}"),
            ChildEnd.SaidTooMuch => new Problem(ErrorCatalog.VisionToolFailed, $"Tesseract found more text in {picture} than is taken."),
            _ => new Problem(ErrorCatalog.VisionToolFailed, $"Tesseract ended with code {run.ExitCode} on {picture}{(run.Error.Length > 0 ? ": " + run.Error : "")}."),
        };
    }

    /// <summary>Those of the configured languages that are installed, in the configured order.</summary>
    private async Task<Outcome<string>> LanguagesAsync(string program, CancellationToken cancellationToken)
    {
        if (_installed is null)
        {
            var run = await _process.RunAsync(program, ["--list-langs"], default, ForListing, cancellationToken);
            if (run.End is not ChildEnd.Well)
            {
                LogFailed(run.End, run.ExitCode, run.Error);
                return new Problem(ErrorCatalog.VisionToolMissing, $"'{_options.Command} --list-langs' failed{(run.Error.Length > 0 ? ": " + run.Error : "")}.");
            }

            _installed = run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1).ToFrozenSet(StringComparer.Ordinal);
        }

        var found = _options.Languages.Split('+').Where(_installed.Contains).ToList();
        if (found.Count > 0)
        {
            return string.Join('+', found);
        }

        var installed = string.Join(", ", _installed.Order(StringComparer.Ordinal));
        _installed = null; // Somebody may install one.
        return new Problem(ErrorCatalog.VisionToolMissing, $"None of the languages '{_options.Languages}' is installed; there are: {installed}.");
    }

    [LoggerMessage(EventId = 3051, Level = LogLevel.Warning, Message = "Tesseract: {End}, exit code {ExitCode}: {Said}")]
    private partial void LogFailed(ChildEnd end, int? exitCode, string said);
}
