namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Columns bring their collation along, and constants may be converted without cost.</summary>
internal enum TypedSource
{
    Computed,
    Column,
    Constant,
}
