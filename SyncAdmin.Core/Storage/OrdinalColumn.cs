using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// Marks a string property that is compared and ordered by its UTF-8 bytes on every provider: <c>COLLATE "C"</c> on PostgreSQL, what SQLite
/// does anyway. Without it the order of keys, and with a new libc the index itself, would depend on the server's locale.
/// </summary>
internal static class OrdinalColumn
{
    internal const string Annotation = "SyncAdmin:Ordinal";

    internal static PropertyBuilder<T> IsOrdinal<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, true);
}
