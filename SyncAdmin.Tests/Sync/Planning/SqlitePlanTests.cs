using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Planning;

public sealed class SqlitePlanTests() : PlanConformance(StorageProvider.Sqlite);
