using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SyncAdmin.Tests.Architecture;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>SyncAdmin as a person runs it: a real process, driven through its REST API, ended by a real <c>kill -9</c>.</summary>
internal sealed class AppProcess : IDisposable
{
    internal const string ApiKey = "sk_tests_only_0123456789abcdefghij";

    private readonly ServerProcess _server;

    private AppProcess(ServerProcess server, Uri address)
    {
        _server = server;
        Address = address;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        Client.DefaultRequestHeaders.Add("X-API-Key", ApiKey);
    }

    /// <summary>Where it listens.</summary>
    internal Uri Address { get; }

    /// <summary>Speaks as the bootstrap key: an admin.</summary>
    internal HttpClient Client { get; }

    /// <summary>Everything it printed.</summary>
    internal string Output => _server.Output;

    internal Process Process => _server.Process;

    internal static string Dll
    {
        get
        {
            // The same configuration (Debug, Release) as these tests.
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            return Path.Combine(SourceFile.Root, "SyncAdmin.App", "bin", configuration, "net10.0", "SyncAdmin.App.dll");
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    internal static async Task<AppProcess> StartAsync(string dataDirectory, params (string Key, string Value)[] settings)
    {
        var app = Launch(dataDirectory, settings);
        try
        {
            await Eventually.IsTrueAsync(app.IsReadyAsync, TimeSpan.FromSeconds(90), () => app.Output);
            return app;
        }
        catch
        {
            app.Dispose();
            throw;
        }
    }

    /// <summary>Starts it and waits for nothing: for starts that must be refused.</summary>
    internal static AppProcess Launch(string dataDirectory, params (string Key, string Value)[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string>
        {
            ["DataDirectory"] = dataDirectory,
            ["Access__BootstrapApiKey"] = ApiKey,
            ["Sample__Enabled"] = "false",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        foreach (var (key, value) in settings)
        {
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new AppProcess(new ServerProcess("dotnet", [Dll, "--urls", address.ToString()], environment), address);
    }

    /// <summary>Runs one of its commands to the end; its output, or an exception with it.</summary>
    internal static string Command(params string[] arguments) => ServerProcess.Run("dotnet", [Dll, .. arguments]);

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    internal void Kill()
    {
        ServerProcess.Run("kill", "-9", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Process.WaitForExit();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    internal void Stop()
    {
        ServerProcess.Run("kill", "-TERM", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!Process.WaitForExit(TimeSpan.FromSeconds(40)))
        {
            throw new TimeoutException("SyncAdmin did not stop within 40 s of SIGTERM:\n" + Output);
        }
    }

    internal async Task<Guid> CreateDatasourceAsync(object datasource) =>
        (await SendAsync(HttpMethod.Post, "/api/datasources", datasource, HttpStatusCode.Created)).GetProperty("id").GetGuid();

    internal async Task<Guid> StartFullAsync(Guid datasource) =>
        (await SendAsync(HttpMethod.Post, $"/api/sync/full/{datasource}", null, HttpStatusCode.Accepted)).GetProperty("id").GetGuid();

    /// <summary>Asks for what a planned fault kills the process over: it may die before it has answered.</summary>
    internal async Task AskedBeforeItDiesAsync(Func<AppProcess, Task> ask)
    {
        await Xunit.Record.ExceptionAsync(() => ask(this));
        await Eventually.IsTrueAsync(() => Task.FromResult(Process.HasExited), TimeSpan.FromSeconds(60), () => Output);
    }

    /// <summary>The job of this type that was asked for last.</summary>
    internal async Task<Guid> NewestJobAsync(Guid datasource, string type = "full") =>
        (await SendAsync(HttpMethod.Get, $"/api/sync/jobs?datasourceId={datasource}&type={type}", null, HttpStatusCode.OK)).GetProperty("items")[0].GetProperty("id").GetGuid();

    internal Task<JsonElement> JobAsync(Guid job) => SendAsync(HttpMethod.Get, $"/api/sync/jobs/{job}", null, HttpStatusCode.OK);

    /// <summary>Waits until the job has ended, and returns it.</summary>
    internal async Task<JsonElement> EndOfAsync(Guid job, TimeSpan timeout)
    {
        JsonElement last = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                last = await JobAsync(job);
                return last.GetProperty("status").GetString() is "completed" or "failed" or "cancelled";
            },
            timeout,
            () => $"{last}\n{Output}");
        return last;
    }

    /// <summary>Returns when no job is open.</summary>
    internal Task QuietAsync() => Eventually.IsTrueAsync(
        async () =>
        {
            var pending = await SendAsync(HttpMethod.Get, "/api/sync/jobs?status=pending&pageSize=1", null, HttpStatusCode.OK);
            var running = await SendAsync(HttpMethod.Get, "/api/sync/jobs?status=running&pageSize=1", null, HttpStatusCode.OK);
            return pending.GetProperty("total").GetInt64() + running.GetProperty("total").GetInt64() == 0;
        },
        TimeSpan.FromSeconds(60),
        () => Output);

    internal async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != expected)
        {
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} instead of {(int)expected}: {text}\n{Output}");
        }

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (Process.HasExited)
        {
            throw new InvalidOperationException($"SyncAdmin ended with {Process.ExitCode} before it was ready:\n{Output}");
        }

        try
        {
            using var response = await Client.GetAsync(new Uri("/readyz", UriKind.Relative));

            // On a busy machine another process may have got the port in the meantime, and answers in its place.
            return response.IsSuccessStatusCode && Output.Contains("SyncAdmin is ready at", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }
}
