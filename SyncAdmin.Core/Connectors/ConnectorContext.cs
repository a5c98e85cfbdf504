namespace SyncAdmin.Core.Connectors;

/// <summary>What every connector gets from outside.</summary>
/// <param name="Options">Limits.</param>
/// <param name="DataDirectory">Closed to SQLite sources; its <c>spool</c> sub-folder takes the temporary files of ordered reads.</param>
/// <param name="Time">Clock of timeouts and of <see cref="SourcePage.StatementStarted"/>.</param>
internal sealed record ConnectorContext(ConnectorOptions Options, string DataDirectory, TimeProvider Time)
{
    internal string SpoolDirectory => Path.Combine(Path.GetFullPath(DataDirectory), "spool");
}
