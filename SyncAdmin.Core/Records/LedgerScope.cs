namespace SyncAdmin.Core.Records;

/// <summary>Whose ledger: one datasource in one physical collection.</summary>
/// <param name="Collection">Physical name.</param>
/// <param name="DatasourceId">The datasource.</param>
public readonly record struct LedgerScope(string Collection, Guid DatasourceId);
