using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Datasources;

/// <summary>Datasources with their state on Sqlite.</summary>
public sealed class SqliteDatasourceServiceTests() : DatasourceServiceConformance(StorageProvider.Sqlite);
