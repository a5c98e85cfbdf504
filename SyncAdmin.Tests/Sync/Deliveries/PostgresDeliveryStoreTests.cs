using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Deliveries;

public sealed class PostgresDeliveryStoreTests() : DeliveryStoreConformance(StorageProvider.Postgres);
