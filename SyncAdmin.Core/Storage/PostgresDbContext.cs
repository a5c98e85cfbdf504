using Microsoft.EntityFrameworkCore;

namespace SyncAdmin.Core.Storage;

/// <summary>State on a PostgreSQL server: production.</summary>
public sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : AppDbContext(options)
{
    /// <inheritdoc/>
    protected override string JsonColumnType => "jsonb";

    /// <inheritdoc/>
    protected override string OrdinalCollation => "C";
}
