using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Deliveries;

public sealed class SqliteDeliveryStoreTests() : DeliveryStoreConformance(StorageProvider.Sqlite);
