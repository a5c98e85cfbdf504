using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <content>Batches, calls and transaction requests.</content>
internal sealed partial class TdsConnection
{
    private readonly Dictionary<int, string> _prepared = [];
    private int _transactionsTold;
    private long _transactionId;
    private string _databaseTold = "";

    /// <summary>Answers; when stopped before the answer is complete, its end is left to the answer to the attention.</summary>
    private async Task RunAsync(Message message, CancellationToken cancellationToken)
    {
        var session = _session!;
        try
        {
            if (message.ResetsConnection)
            {
                session.Reset();
                _transactionsTold = 0;
                Tokens.EnvChange(_writer, EnvChange.ResetConnection, [], []);
            }

            _databaseTold = session.Database;
            switch (message.Type)
            {
                case PacketType.SqlBatch:
                    await BatchAsync(ByteReader.AfterHeaders(message.Body).RestAsUnicode(), cancellationToken);
                    break;
                case PacketType.Rpc:
                    await CallAsync(RpcCall.Read(message.Body, session.Collation), cancellationToken);
                    break;
                case PacketType.TransactionManager:
                    Transaction(ByteReader.AfterHeaders(message.Body));
                    Tokens.Done(_writer, DoneToken.Done, DoneStatus.Final, DoneCommand.Other);
                    break;
                default:
                    throw new IOException($"A packet of type {message.Type} is nothing that a client sends here.");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            return;
        }
        catch (TdsErrorException error)
        {
            await FailAsync(error, cancellationToken);
        }
        catch (Exception exception) when (exception is not (IOException or System.Net.Sockets.SocketException or ObjectDisposedException or OperationCanceledException))
        {
            // A bug of this server: the test that meets it should read what and where.
            await FailAsync(new TdsErrorException(TdsErrors.Internal, exception.ToString()), cancellationToken);
        }
        finally
        {
            Running = null;
        }

        await _writer.SendAsync(_closing.Token);
    }

    private async Task FailAsync(TdsErrorException error, CancellationToken cancellationToken)
    {
        const byte EndsConnection = 20;
        TellTransaction();
        Tokens.Error(_writer, error);
        Tokens.Done(_writer, DoneToken.Done, DoneStatus.Error, DoneCommand.Other);
        if (error.Severity >= EndsConnection)
        {
            await _writer.SendAsync(cancellationToken);
            throw new IOException("The connection ends with an error of this severity.");
        }
    }

    private Task BatchAsync(string sql, CancellationToken cancellationToken) =>
        AnswerAsync(sql, [], session => session.Execute(sql, [], cancellationToken), DoneToken.Done, cancellationToken);

    private async Task CallAsync(RpcCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<TdsParameter> parameters = call.Parameters;
        switch (call.Procedure.ToUpperInvariant())
        {
            case "SP_EXECUTESQL":
                await TextAsync((string)parameters[0].Value!, [.. parameters.Skip(2)], cancellationToken);
                break;
            case "SP_PREPEXEC":
                // The handle (output), the declaration of parameters, the text, the values.
                var handle = _prepared.Count + 1;
                _prepared[handle] = (string)parameters[2].Value!;
                await TextAsync(_prepared[handle], [.. parameters.Skip(3)], cancellationToken, () => Tokens.ReturnValue(_writer, 0, parameters[0].Name, handle, _session!.Collation));
                break;
            case "SP_EXECUTE":
                await TextAsync(_prepared[(int)(long)parameters[0].Value!], [.. parameters.Skip(1)], cancellationToken);
                break;
            case "SP_UNPREPARE":
                EndCall();
                break;
            default:
                await AnswerAsync(call.Procedure, parameters, session => session.Call(call.Procedure, parameters, cancellationToken), DoneToken.DoneInProc, cancellationToken);
                EndCall();
                break;
        }
    }

    private async Task TextAsync(string sql, IReadOnlyList<TdsParameter> parameters, CancellationToken cancellationToken, Action? values = null)
    {
        await AnswerAsync(sql, parameters, session => session.Execute(sql, parameters, cancellationToken), DoneToken.DoneInProc, cancellationToken);
        EndCall(values);
    }

    private void EndCall(Action? values = null)
    {
        Tokens.ReturnStatus(_writer, 0);
        values?.Invoke();
        Tokens.Done(_writer, DoneToken.DoneProc, DoneStatus.Final, DoneCommand.Other);
    }

    private void Transaction(ByteReader request)
    {
        const int BeginRequest = 5;
        const int CommitRequest = 7;
        const int RollbackRequest = 8;
        const int SnapshotLevel = 5;
        var session = _session!;
        switch (request.UInt16())
        {
            case BeginRequest:
                session.Begin(request.Byte() == SnapshotLevel);
                break;
            case CommitRequest:
                session.Commit();
                break;
            case RollbackRequest:
                session.Rollback();
                break;
            case var other:
                throw new TdsErrorException(TdsErrors.Internal, FormattableString.Invariant($"Transaction manager request {other} is not served."));
        }

        TellTransaction();
    }

    /// <summary>The client must know each transaction's number, or it thinks that there is none.</summary>
    private void TellTransaction()
    {
        var now = _session!.Transactions;
        if (_transactionsTold == 0 && now > 0)
        {
            Tokens.EnvChange(_writer, EnvChange.BeginTransaction, BitConverter.GetBytes(++_transactionId), []);
        }
        else if (_transactionsTold > 0 && now == 0)
        {
            Tokens.EnvChange(_writer, EnvChange.RollbackTransaction, [], BitConverter.GetBytes(_transactionId));
        }

        _transactionsTold = now;
    }
}
