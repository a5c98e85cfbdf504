namespace SyncAdmin.Core.Vectors;

/// <summary>The schemas that a payload index may have; Qdrant's words.</summary>
public static class PayloadSchemas
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = ["keyword", "integer", "float", "bool", "datetime", "uuid", "text"];
}
