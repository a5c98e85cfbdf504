using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Sync.Deliveries;

public sealed class PostgresDeliveryServiceTests() : DeliveryServiceConformance(StorageProvider.Postgres);
