using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

/// <summary>A receiver of webhooks on loopback that speaks HTTP byte by byte, and so misbehaves as a test likes.</summary>
internal sealed class FakeReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private readonly Task _accepting;

    internal FakeReceiver()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hooks");

    internal IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    /// <summary>What it answers.</summary>
    internal Func<ReceivedCall, NetworkStream, CancellationToken, Task> Answer { get; set; } = Status(204);

    /// <summary>A whole answer.</summary>
    internal static Func<ReceivedCall, NetworkStream, CancellationToken, Task> Status(int status, string body = "", params string[] headers) => (_, stream, token) =>
    {
        var head = string.Concat(headers.Append(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}")).Select(header => header + "\r\n"));
        return WriteAsync(stream, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Said\r\nConnection: close\r\n{head}\r\n{body}"), token);
    };

    /// <summary>These bytes, and the end of the connection.</summary>
    internal static Func<ReceivedCall, NetworkStream, CancellationToken, Task> Raw(string text) => (_, stream, token) => WriteAsync(stream, text, token);

    /// <summary>Says that it is fine and goes on talking until it is hung up on.</summary>
    internal static Func<ReceivedCall, NetworkStream, CancellationToken, Task> Huge() => async (_, stream, token) =>
    {
        await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n", token);
        var chunk = new byte[1 << 16];
        Array.Fill(chunk, (byte)'x');
        while (true)
        {
            await stream.WriteAsync(chunk, token);
        }
    };

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _accepting.WaitAsync(CancellationToken.None);
        _stopped.Dispose();
    }

    private static Task WriteAsync(NetworkStream stream, string text, CancellationToken token) => stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask();

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var call = await ReadAsync(stream, _stopped.Token);
                _calls.Enqueue(call);
                await Answer(call, stream, _stopped.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The sender hung up, or the test is over.
            }
        }
    }

    private static async Task<ReceivedCall> ReadAsync(NetworkStream stream, CancellationToken token)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            await stream.ReadExactlyAsync(one, token);
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, token);
        return new ReceivedCall(lines[0].Split(' ')[1], headers, body);
    }
}
