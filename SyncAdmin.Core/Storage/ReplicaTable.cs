using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SyncAdmin.Core.Storage;

/// <summary>Marks a table that exists only because replicas share it: SQLite, which serves one process, has none.</summary>
internal static class ReplicaTable
{
    internal const string Annotation = "SyncAdmin:ReplicaTable";

    internal static EntityTypeBuilder<T> IsSharedByReplicas<T>(this EntityTypeBuilder<T> entity)
        where T : class
    {
        entity.Metadata.SetAnnotation(Annotation, true);
        return entity;
    }
}
