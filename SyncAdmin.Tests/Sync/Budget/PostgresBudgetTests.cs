using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Budget;

public sealed class PostgresBudgetTests() : BudgetConformance(StorageProvider.Postgres);
