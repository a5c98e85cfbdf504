using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SyncAdmin.Tests.Servers.Tds.Engine;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <content>PRELOGIN, TLS and LOGIN7.</content>
internal sealed partial class TdsConnection
{
    private const byte TlsHandshakeRecord = 0x16;
    private const int LargestPacket = 32_767;
    private const int SmallestPacket = 512;

    private async Task<bool> AdmitAsync()
    {
        var first = new byte[1];
        await _socket.ReceiveAsync(first, SocketFlags.Peek, _closing.Token);
        var beginsWithTls = first[0] == TlsHandshakeRecord;
        if (_server.Options.Encryption == (beginsWithTls ? TdsEncryption.NotSupported : TdsEncryption.Strict))
        {
            return false;
        }

        if (beginsWithTls)
        {
            await BeginStrictAsync();
        }

        if (await PacketReader.ReadAsync(_stream, _closing.Token) is not { Type: PacketType.Prelogin } prelogin)
        {
            return false;
        }

        var agreed = Agreed(Prelogin.EncryptionAskedFor(prelogin.Body));
        Prelogin.Write(_writer, agreed);
        await _writer.SendAsync(_closing.Token);
        var plain = _stream;
        if (!_strict && agreed != Encryption.NotSupported)
        {
            await BeginTlsAsync();
        }

        var message = await PacketReader.ReadAsync(_stream, _closing.Token);
        if (!_strict && agreed == Encryption.Off)
        {
            // The login alone was secret.
            (_stream, _encrypted) = (plain, false);
            _writer.Stream = plain;
        }

        return message is { Type: PacketType.Login7 } && !_server.Faults.DropsLogins && await LogInAsync(Login7.Read(message.Body));
    }

    // MS-TDS 2.2.6.5: what each side wants, and what comes of it.
    private Encryption Agreed(Encryption client) => _server.Options.Encryption switch
    {
        TdsEncryption.NotSupported => Encryption.NotSupported,
        TdsEncryption.Always when client != Encryption.On => Encryption.Required,
        TdsEncryption.Always => Encryption.On,
        _ => client is Encryption.Required ? Encryption.On : client,
    };

    private async Task BeginStrictAsync()
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _server.Certificate, ApplicationProtocols = [new SslApplicationProtocol("tds/8.0")] }, _closing.Token);
        (_strict, _encrypted) = (true, true);
        _stream = _writer.Stream = tls;
    }

    private async Task BeginTlsAsync()
    {
        var packets = new TlsHandshakeStream(_stream);
        var tls = new SslStream(packets);
        // TLS 1.3 sends more handshake after the handshake, which PRELOGIN packets can't carry.
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _server.Certificate, EnabledSslProtocols = SslProtocols.Tls12 }, _closing.Token);
        packets.HandshakeEnded = true;
        _encrypted = true;
        _stream = _writer.Stream = tls;
    }

    private async Task<bool> LogInAsync(Login7 login)
    {
        try
        {
            if (_server.Faults.LoginError is { } refused)
            {
                throw refused;
            }

            _session = _server.Engine.Open(login, _encrypted, SessionId);
            User = login.User;
        }
        catch (TdsErrorException error)
        {
            _server.Record(Seen(login, error.Number));
            Tokens.Error(_writer, error);
            Tokens.Done(_writer, DoneToken.Done, DoneStatus.Error, DoneCommand.Other);
            await _writer.SendAsync(_closing.Token);
            return false;
        }

        _server.Record(Seen(login, 0));
        await WelcomeAsync(login, _session);
        return true;
    }

    private async Task WelcomeAsync(Login7 login, EngineSession session)
    {
        var packetSize = Math.Clamp(login.PacketSize == 0 ? _writer.PacketSize : login.PacketSize, SmallestPacket, LargestPacket);
        Tokens.EnvChange(_writer, EnvChange.Database, session.Database, "master");
        Tokens.EnvChange(_writer, EnvChange.Collation, session.Collation.Bytes, []);
        Tokens.LoginAck(_writer, _strict);
        Tokens.EnvChange(_writer, EnvChange.PacketSize, FormattableString.Invariant($"{packetSize}"), "4096");
        if (login.Utf8)
        {
            Tokens.FeatureExtAck(_writer);
        }

        Tokens.Done(_writer, DoneToken.Done, DoneStatus.Final, DoneCommand.Other);
        await _writer.SendAsync(_closing.Token);
        _writer.PacketSize = packetSize;
    }

    private TdsLogin Seen(Login7 login, int error) => new(login.User, login.Database, login.Application, login.ReadOnlyIntent, _encrypted, _strict, error);
}
