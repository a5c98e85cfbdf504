using System.Diagnostics;
using System.Text;

namespace SyncAdmin.Tests.Servers;

/// <summary>A child process whose output is kept for the failure message, and which never outlives the tests.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly StringBuilder _output = new();

    internal ServerProcess(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(file) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        Process = new Process { StartInfo = start };
        Process.OutputDataReceived += (_, line) => Keep(line.Data, onLine);
        Process.ErrorDataReceived += (_, line) => Keep(line.Data, onLine);
        Process.Start();
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    internal Process Process { get; }

    internal string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>SIGKILL to this process and its children.</summary>
    public void Dispose()
    {
        try
        {
            if (!Process.HasExited)
            {
                Process.Kill(entireProcessTree: true);
                Process.WaitForExit(5000);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended, or was disposed of, between the two lines.
        }
    }

    /// <summary>Runs a command to its end; its output, or an exception with it.</summary>
    internal static string Run(string file, params string[] arguments)
    {
        using var server = new ServerProcess(file, arguments);
        server.Process.WaitForExit();
        return server.Process.ExitCode == 0
            ? server.Output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {server.Process.ExitCode}:\n{server.Output}");
    }

    private void Keep(string? line, Action<string>? onLine)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        onLine?.Invoke(line);
    }
}
