namespace SyncAdmin.Core.Storage;

/// <summary>One element of Data Protection's key ring. Table <c>data_protection_keys</c>; used on PostgreSQL, where replicas share it.</summary>
internal sealed class DataProtectionKey
{
    /// <summary>In order of insertion.</summary>
    public long Id { get; init; }

    /// <summary>As Data Protection calls it, for example <c>key-…</c>.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The element.</summary>
    public required string Xml { get; init; }
}
