using SyncAdmin.Tests.Servers.Tds.Engine;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds;

/// <content>Results, row by row, and what may go wrong with them.</content>
internal sealed partial class TdsConnection
{
    private async Task AnswerAsync(
        string text, IReadOnlyList<TdsParameter> parameters, Func<EngineSession, IEnumerable<TdsResult>> run, DoneToken done, CancellationToken cancellationToken)
    {
        var session = _session!;
        _server.Record(new TdsStatement(SessionId, User, session.Database, text, parameters));
        Running = text;
        var fault = _server.Faults.Take(text);
        await StrikeAsync(fault, cancellationToken);
        TdsResult? last = null;
        var rows = 0L;
        foreach (var result in run(session))
        {
            if (last is not null)
            {
                End(last, rows, done, DoneStatus.More);
            }

            TellTransaction();
            TellDatabase(session);
            rows = await RowsAsync(session, result, fault, cancellationToken);
            last = result;
        }

        cancellationToken.ThrowIfCancellationRequested();
        End(last ?? TdsResult.Of(DoneCommand.Other), rows, done, done == DoneToken.Done ? DoneStatus.Final : DoneStatus.More);
    }

    private void End(TdsResult result, long rows, DoneToken done, DoneStatus status) =>
        Tokens.Done(_writer, done, status, result.Command, result.Columns is null ? result.Affected : rows);

    private void TellDatabase(EngineSession session)
    {
        if (session.Database != _databaseTold)
        {
            Tokens.EnvChange(_writer, EnvChange.Database, session.Database, _databaseTold);
            _databaseTold = session.Database;
        }
    }

    private async Task<long> RowsAsync(EngineSession session, TdsResult result, TdsFault? fault, CancellationToken cancellationToken)
    {
        if (result.Columns is not { } columns)
        {
            return 0;
        }

        Tokens.ColumnMetadata(_writer, columns, session.Collation);
        var rows = 0L;
        foreach (var row in result.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await BreakAsync(fault, rows, cancellationToken);
            Tokens.Row(_writer, columns, session.Collation, row);
            rows++;
            await _writer.SendSomeAsync(_closing.Token);
        }

        return rows;
    }

    private static async Task StrikeAsync(TdsFault? fault, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case TdsFault.Error error:
                throw new TdsErrorException(error.Number, error.Message, error.Severity);
            case TdsFault.Stall:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
        }
    }

    private async Task BreakAsync(TdsFault? fault, long rows, CancellationToken cancellationToken)
    {
        const int BytesCutOff = 3;
        var missing = fault switch
        {
            TdsFault.Drop drop when drop.AfterRows == rows => 0,
            TdsFault.Cut cut when cut.AfterRows == rows => BytesCutOff,
            _ => -1,
        };
        if (missing >= 0)
        {
            await _writer.SendUnfinishedAsync(missing, cancellationToken);
            _socket.Close(0);
            throw new IOException("The test wants the connection to end here.");
        }
    }
}
