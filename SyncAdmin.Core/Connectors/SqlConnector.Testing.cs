using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors;

/// <content>The connection test, and what there is to read.</content>
internal abstract partial class SqlConnector
{
    private const int RightsInWarning = 3;

    // Longer than the driver's own limit: it knows better than we what it was waiting for.
    private TimeSpan TestTimeout => TimeSpan.FromSeconds(3 * Context.Options.ConnectTimeoutSeconds);

    /// <inheritdoc/>
    public async Task<ConnectionTest> TestAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(Test, TestTimeout, cancellationToken);
        }
        catch (ProblemException exception)
        {
            return new ConnectionTest(null, null, exception.Problem, []);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken) =>
        RunAsync(Tables, StatementTimeout, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceColumn>> ListColumnsAsync(SourceTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return RunAsync(session => Columns(session, table), StatementTimeout, cancellationToken);
    }

    /// <summary>Tables and views that can be read.</summary>
    protected abstract IReadOnlyList<SourceTable> Tables(SqlSession session);

    /// <summary>Columns of one of them.</summary>
    protected abstract IReadOnlyList<SourceColumn> Columns(SqlSession session, SourceTable table);

    /// <summary>A statement of one row and one column: the version.</summary>
    protected abstract string VersionSql { get; }

    /// <summary>What is worth a look on an open connection.</summary>
    protected abstract IReadOnlyList<string> Warnings(SqlSession session);

    /// <summary>What the login may write, one entry a right; empty: nothing was found. Asked on an open connection.</summary>
    protected virtual IReadOnlyList<string> WriteRights(SqlSession session) => [];

    /// <summary>The statements that make a login which may only read, for the administrator of the source; null where logins have no rights.</summary>
    protected virtual string? ReadOnlyLoginSql => null;

    private ConnectionTest Test(SqlSession session)
    {
        var version = (string?)Rows(session, VersionSql)[0][0];
        var before = Context.Time.GetTimestamp();
        Rows(session, "SELECT 1");
        var latency = Context.Time.GetElapsedTime(before);
        var warnings = Warnings(session);
        try
        {
            var rights = WriteRights(session);
            return rights.Count == 0
                ? new ConnectionTest(version, latency, null, warnings)
                : new ConnectionTest(version, latency, null, [.. warnings, WriteWarning(rights)]) { WriteRights = rights, WriteRemedy = ReadOnlyLoginSql };
        }
        catch (Exception exception) when (IsDrivers(exception) && !session.Token.IsCancellationRequested)
        {
            // The connection is good: a server that does not tell rights is no reason to refuse it.
            return new ConnectionTest(version, latency, null, [.. warnings, $"What this login may write could not be found out: {exception.GetBaseException().Message}"]);
        }
    }

    private string WriteWarning(IReadOnlyList<string> rights)
    {
        var shown = string.Join("; ", rights.Take(RightsInWarning)) + (rights.Count > RightsInWarning ? $"; {rights.Count - RightsInWarning} more" : "");
        return $"This login may write ({shown}). Use one that may only read{(ReadOnlyLoginSql is { } sql ? $": {sql}" : ".")}";
    }
}
