using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Budget;

public sealed class SqliteBudgetTests() : BudgetConformance(StorageProvider.Sqlite);
