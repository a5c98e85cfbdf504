namespace SyncAdmin.Core.Vectors;

/// <summary>The engine's own member of every payload, as filters and payload indexes write it.</summary>
internal static class SyncMember
{
    internal const string Name = "_sync";

    /// <summary>The record code.</summary>
    internal const string Code = "_sync.code";

    /// <summary>Id of the datasource that the point came from.</summary>
    internal const string Datasource = "_sync.datasource";
}
