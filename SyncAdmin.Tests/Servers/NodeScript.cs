using System.Diagnostics;
using SyncAdmin.Tests.Architecture;

namespace SyncAdmin.Tests.Servers;

/// <summary>A script below <c>SyncAdmin.Tests/node</c>, whose packages <c>test.sh</c> installs.</summary>
internal static class NodeScript
{
    private static string Folder { get; } = Path.Combine(SourceFile.Root, "SyncAdmin.Tests", "node");

    /// <summary>Starts it with its streams redirected.</summary>
    internal static Process Start(string script, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException("The packages of SyncAdmin.Tests/node are missing: run `npm ci` there (./test.sh does).");
        }

        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.ArgumentList.Add(Path.Combine(Folder, script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end; what it printed, or an exception with what it complained of.</summary>
    internal static async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var process = Start(script, arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            process.StandardInput.Close();
            var complaints = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {await complaints}\n{output}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
