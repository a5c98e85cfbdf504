using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace SyncAdmin.Tests.App.Sync;

/// <summary>As little of SignalR's JSON protocol as a test of the hub needs (no client package restores here).</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte End = 0x1e;
    private readonly WebSocket _socket;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(180));
    private readonly Queue<JsonElement> _received = new();
    private readonly MemoryStream _partial = new();

    private HubClient(WebSocket socket) => _socket = socket;

    internal static async Task<HubClient> ConnectAsync(TestApp app, string? key)
    {
        var sockets = app.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request =>
        {
            if (key is not null)
            {
                request.Headers["X-API-Key"] = key;
            }
        };
        var client = new HubClient(await sockets.ConnectAsync(new Uri(app.Server.BaseAddress, "/hubs/sync"), CancellationToken.None));
        await client.SendAsync("""{"protocol":"json","version":1}""");
        await client.NextAsync(_ => true);
        return client;
    }

    /// <summary>Calls a method and returns its completion.</summary>
    internal async Task<JsonElement> InvokeAsync(string method, params object[] arguments)
    {
        var id = Guid.NewGuid().ToString("N");
        var held = new List<JsonElement>();
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        var completion = await NextAsync(message => Is(message, 3) && message.GetProperty("invocationId").GetString() == id, held);
        held.ForEach(_received.Enqueue);
        return completion;
    }

    /// <summary>The next <c>progress</c> that fits.</summary>
    internal async Task<JsonElement> ProgressAsync(Func<JsonElement, bool> fits) =>
        (await NextAsync(message => Is(message, 1) && message.GetProperty("target").GetString() == "progress" && fits(message.GetProperty("arguments")[0]))).GetProperty("arguments")[0];

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _limit.Dispose();
        _partial.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool Is(JsonElement message, int type) => message.TryGetProperty("type", out var value) && value.GetInt32() == type;

    private Task SendAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)End), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);

    private async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits, List<JsonElement>? others = null)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            while (_received.TryDequeue(out var message))
            {
                if (fits(message))
                {
                    return message;
                }

                others?.Add(message);
            }

            var part = await _socket.ReceiveAsync(buffer, _limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException($"The hub closed: {part.CloseStatusDescription}");
            }

            foreach (var octet in buffer.AsSpan(0, part.Count))
            {
                if (octet != End)
                {
                    _partial.WriteByte(octet);
                    continue;
                }

                _received.Enqueue(JsonSerializer.Deserialize<JsonElement>(_partial.ToArray()));
                _partial.SetLength(0);
            }
        }
    }
}
