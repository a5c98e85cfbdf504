using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Planning;

public sealed class PostgresPlanTests() : PlanConformance(StorageProvider.Postgres);
