using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>What one sweep works on.</summary>
/// <param name="Running">The full sync whose end it is.</param>
/// <param name="Connector">The source.</param>
/// <param name="Query">Its query.</param>
/// <param name="Scope">Physical collection and datasource.</param>
/// <param name="Mirror">The same of the collection that a re-index builds; null: there is none.</param>
/// <param name="Log">The job's.</param>
internal sealed record SweepRun(RunningJob Running, IConnector Connector, SourceQuery Query, LedgerScope Scope, LedgerScope? Mirror, ILogger Log)
{
    /// <summary>The datasource's points.</summary>
    internal Filter Ours { get; } = new()
    {
        Must = [new Condition.Match(SyncMember.Datasource, JsonSerializer.SerializeToElement(Scope.DatasourceId.ToString()))],
    };
}
