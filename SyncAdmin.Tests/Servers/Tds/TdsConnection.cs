using System.Net.Sockets;
using SyncAdmin.Tests.Servers.Tds.Engine;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>One client: its TLS, its login, and then request after request until it goes.</summary>
internal sealed partial class TdsConnection : IDisposable
{
    private readonly TdsServer _server;
    private readonly TcpClient _client;
    private readonly Socket _socket;
    private readonly PacketWriter _writer;
    private readonly CancellationTokenSource _closing;
    private Stream _stream;
    private EngineSession? _session;
    private bool _encrypted;
    private bool _strict;

    internal TdsConnection(TdsServer server, TcpClient client, int sessionId, CancellationToken cancellationToken)
    {
        _server = server;
        _client = client;
        _client.NoDelay = true;
        _socket = client.Client;
        _stream = client.GetStream();
        _writer = new PacketWriter(_stream);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        SessionId = sessionId;
    }

    /// <summary>As <c>@@SPID</c>.</summary>
    internal int SessionId { get; }

    /// <summary>Empty before the login.</summary>
    internal string Database => _session?.Database ?? "";

    /// <summary>The login's name; empty before it.</summary>
    internal string User { get; private set; } = "";

    /// <summary>The statement that it works on; null when none.</summary>
    internal string? Running { get; private set; }

    internal async Task RunAsync()
    {
        try
        {
            if (await AdmitAsync())
            {
                await ServeAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or does not trust our certificate, or the test has ended the connection.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Ends it as a kill or a restart does, from another thread.</summary>
    internal void Abort()
    {
        _socket.Close(0);
        _closing.Cancel();
    }

    public void Dispose()
    {
        _session?.Dispose();
        _client.Dispose();
    }

    private async Task ServeAsync()
    {
        Task<Message?>? next = null;
        while (true)
        {
#pragma warning disable VSTHRD003 // Begun by ourselves, one turn earlier.
            var message = await (next ?? PacketReader.ReadAsync(_stream, _closing.Token));
#pragma warning restore VSTHRD003
            if (message is null)
            {
                return;
            }

            next = PacketReader.ReadAsync(_stream, _closing.Token);
            if (message.Type == PacketType.Attention)
            {
                await AnswerAttentionAsync();
            }
            else if (await AnswerAsync(message, next))
            {
                next = null;
            }
        }
    }

#pragma warning disable VSTHRD003 // The next message is read by ourselves, and there is no context to deadlock with.
    /// <summary>True when <paramref name="next"/> was the attention that stopped it, and has been answered.</summary>
    private async Task<bool> AnswerAsync(Message message, Task<Message?> next)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var running = Task.Run(() => RunAsync(message, stopping.Token), CancellationToken.None);
        await Task.WhenAny(running, next);
        var attention = false;
        if (next.IsCompleted)
        {
            // Something came while it ran: an attention, or the client's end.
            attention = next.IsCompletedSuccessfully && await next is { Type: PacketType.Attention };
            await stopping.CancelAsync();
        }

        await running;
        if (attention)
        {
            // Rows that were under way are followed by the answer to the attention; if all was sent already, it is a message of its own.
            await AnswerAttentionAsync();
        }

        return attention;
    }
#pragma warning restore VSTHRD003

    private Task AnswerAttentionAsync()
    {
        Tokens.Done(_writer, DoneToken.Done, DoneStatus.Attention, DoneCommand.Other);
        return _writer.SendAsync(_closing.Token);
    }
}
