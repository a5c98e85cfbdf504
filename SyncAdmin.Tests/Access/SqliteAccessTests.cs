using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Access;

/// <summary>Access on SQLite.</summary>
public sealed class SqliteAccessTests() : AccessConformance(StorageProvider.Sqlite);
