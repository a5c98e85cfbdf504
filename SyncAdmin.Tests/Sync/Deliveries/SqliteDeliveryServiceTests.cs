using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Deliveries;

public sealed class SqliteDeliveryServiceTests() : DeliveryServiceConformance(StorageProvider.Sqlite);
