using System.Data.Common;

namespace SyncAdmin.Core.Connectors;

/// <summary>Reads one value of the current row as <see cref="SourcePage"/> promises; chosen once per column and result.</summary>
internal delegate object? ValueReader(DbDataReader reader, int ordinal);
