using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SyncAdmin.Core.Storage;

/// <summary>Marks a string property that holds JSON: <c>jsonb</c> on PostgreSQL, text on SQLite.</summary>
internal static class JsonColumn
{
    internal const string Annotation = "SyncAdmin:Json";

    internal static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, true);
}
