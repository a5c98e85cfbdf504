using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Collections;

/// <summary>With state in SQLite.</summary>
public sealed class AdoptionTests() : AdoptionConformance(StorageProvider.Sqlite);
