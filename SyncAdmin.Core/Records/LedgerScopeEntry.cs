namespace SyncAdmin.Core.Records;

/// <summary>
/// Gives a <see cref="LedgerScope"/> a small number, which is all of it that ledger rows and their two indexes hold. Table
/// <c>record_ledger_scopes</c>, unique (collection, datasource).
/// </summary>
public sealed class LedgerScopeEntry
{
    /// <summary>The number.</summary>
    public long Id { get; init; }

    /// <summary>Physical collection.</summary>
    public required string Collection { get; init; }

    /// <summary>Whose records.</summary>
    public Guid DatasourceId { get; init; }
}
