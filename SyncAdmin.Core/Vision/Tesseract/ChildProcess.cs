using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SyncAdmin.Core.Vision.Tesseract;

/// <summary>Runs a program on bytes: no shell, a bare environment, limits by <c>prlimit</c> (util-linux) where it is installed, killed as a tree when it is over.</summary>
internal sealed class ChildProcess(int memoryMegabytes, TimeProvider time)
{
    private const int LongestOutput = 1 << 20;
    private const int LongestError = 300;
    private const string Limiter = "prlimit";
    private static readonly string[] Inherited = ["PATH", "TESSDATA_PREFIX", "SystemRoot"];
    private static readonly TimeSpan ForDying = TimeSpan.FromSeconds(5);

    /// <summary>Runs it to its end, which is never later than the timeout.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Passed as they are.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="timeout">Then it is killed; of processor time it gets no more than that either.</param>
    /// <param name="cancellationToken">Kills it at once.</param>
    internal async Task<ChildRun> RunAsync(string program, IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(program, arguments, timeout) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ChildRun(ChildEnd.NotStarted, null, "", exception.Message);
        }

        using var tooLate = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            return await TalkAsync(process, input, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ChildRun(ChildEnd.TookTooLong, null, "", "");
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private ProcessStartInfo Start(string program, IReadOnlyList<string> arguments, TimeSpan timeout)
    {
        var limiter = OperatingSystem.IsLinux() ? ProgramPath.Find(Limiter) : null;
        var seconds = ((long)Math.Ceiling(timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string[] limits = [$"--as={(long)memoryMegabytes << 20}", $"--cpu={seconds}", "--fsize=0", "--core=0", "--", program];
        var start = new ProcessStartInfo(limiter ?? program, limiter is null ? arguments : [.. limits, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var kept = Inherited.Select(name => (name, Value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
        {
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        // One thread: N pictures at a time mean N processors.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task<ChildRun> TalkAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var output = ReadAsync(process.StandardOutput, LongestOutput, stopsThere: true, cancellationToken);
        var error = ReadAsync(process.StandardError, LongestError, stopsThere: false, cancellationToken);
        var writing = WriteAsync(process, input, cancellationToken);
        if (await output is not { } said)
        {
            return new ChildRun(ChildEnd.SaidTooMuch, null, "", "");
        }

        await writing;
        var complained = (await error ?? "").ReplaceLineEndings(" ").Trim().TrimEnd('.');
        await process.WaitForExitAsync(cancellationToken);
        return new ChildRun(process.ExitCode == 0 ? ChildEnd.Well : ChildEnd.Failed, process.ExitCode, said, complained);
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says why.
        }
    }

    /// <summary>At most so many characters; null when there are more and it stops there, else the rest is read and dropped.</summary>
    private static async Task<string?> ReadAsync(StreamReader reader, int most, bool stopsThere, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (text.Length + read > most && stopsThere)
            {
                return null;
            }

            text.Append(buffer, 0, Math.Min(read, most - text.Length));
        }

        return text.ToString();
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        // Reaped, so that no zombie stays; a kill takes effect at once unless the kernel itself hangs.
        using var patience = new CancellationTokenSource(ForDying);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The system's own child watcher reaps it later.
        }
    }
}
