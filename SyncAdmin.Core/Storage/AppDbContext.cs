using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace SyncAdmin.Core.Storage;

/// <summary>
/// The state of the application. Features bring their entities by <see cref="IEntityTypeConfiguration{TEntity}"/>, so that Storage knows
/// none of them. Tables and columns are snake_case.
/// </summary>
public abstract partial class AppDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The column type of JSON text.</summary>
    protected abstract string JsonColumnType { get; }

    /// <summary>The collation that orders text by its bytes; null where that is the default.</summary>
    protected virtual string? OrdinalCollation => null;

    /// <summary>Whether several processes may share this state.</summary>
    protected virtual bool HasReplicas => true;

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (entity.RemoveAnnotation(ReplicaTable.Annotation) is not null && !HasReplicas)
            {
                modelBuilder.Model.RemoveEntityType(entity);
                continue;
            }

            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (property.FindAnnotation(JsonColumn.Annotation) is not null)
                {
                    property.RemoveAnnotation(JsonColumn.Annotation);
                    property.SetColumnType(JsonColumnType);
                }

                if (property.FindAnnotation(OrdinalColumn.Annotation) is not null)
                {
                    property.RemoveAnnotation(OrdinalColumn.Annotation);
                    property.SetCollation(OrdinalCollation);
                }
            }
        }
    }

    internal static string SnakeCase(string name) =>
#pragma warning disable CA1308 // Lower case is the name in the database, not a normalisation for comparing.
        WordStart().Replace(name, "_").ToLowerInvariant();
#pragma warning restore CA1308

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
