using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Webhooks;

/// <summary>SyncAdmin as a process of its own, driven through its REST API.</summary>
internal sealed class BenchApp : IDisposable
{
    private const string Key = "sk_bench_only_0123456789abcdefghij";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-bench-").FullName;
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private BenchApp((string Name, string Value)[] settings)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Dll, "--urls", address]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DataDirectory"] = _directory;
        start.Environment["Access__BootstrapApiKey"] = Key;
        start.Environment["Sample__Enabled"] = "false";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        // Each webhook finds a connection: what is measured is the server, not a queue in front of it.
        Anybody = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { BaseAddress = new Uri(address) };
        Machine = new HttpClient { BaseAddress = new Uri(address) };
        Machine.DefaultRequestHeaders.Add("X-API-Key", Key);
    }

    /// <summary>Sends nothing of its own.</summary>
    internal HttpClient Anybody { get; }

    /// <summary>An admin.</summary>
    internal HttpClient Machine { get; }

    /// <summary>Processor time that it has used.</summary>
    internal TimeSpan Processor => ProcessTree.Processor(_process.Id);

    private static string Dll
    {
        get
        {
            // The same configuration (Release) as this program.
            var build = new DirectoryInfo(AppContext.BaseDirectory);
            var root = build.Parent!.Parent!.Parent!.Parent!.FullName;
            var dll = Path.Combine(root, "SyncAdmin.App", "bin", build.Parent.Name, build.Name, "SyncAdmin.App.dll");
            return File.Exists(dll) ? dll : throw new FileNotFoundException($"Build the application first: dotnet build -c {build.Parent.Name} SyncAdmin.App", dll);
        }
    }

    internal static async Task<BenchApp> StartAsync((string Name, string Value)[] settings)
    {
        var app = new BenchApp(settings);
        for (var clock = Stopwatch.StartNew(); !await app.IsReadyAsync();)
        {
            if (app._process.HasExited || clock.Elapsed > Patience)
            {
                throw new InvalidOperationException($"SyncAdmin is not ready:\n{app._output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return app;
    }

    internal async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Machine.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}\n{_output}");
    }

    /// <summary>A full sync from its start to its end.</summary>
    internal async Task SyncAsync(string datasource, CancellationToken cancellationToken)
    {
        var job = (await SendAsync(HttpMethod.Post, $"/api/sync/full/{datasource}")).GetProperty("id").GetString();
        for (var status = "pending"; status is "pending" or "running";)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            status = (await SendAsync(HttpMethod.Get, $"/api/sync/jobs/{job}")).GetProperty("status").GetString();
            if (status is "failed" or "cancelled")
            {
                throw new InvalidOperationException($"The full sync is {status}.\n{_output}");
            }
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Anybody.Dispose();
        Machine.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Machine.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not up yet.
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
