using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Datasources;

/// <summary>Datasources with their state on Postgres.</summary>
public sealed class PostgresDatasourceServiceTests() : DatasourceServiceConformance(StorageProvider.Postgres);
