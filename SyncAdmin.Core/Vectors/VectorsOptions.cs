namespace SyncAdmin.Core.Vectors;

/// <summary>Configuration section <c>Vectors</c>.</summary>
public sealed class VectorsOptions
{
    /// <summary><c>Vectors:Provider</c>: <c>embedded</c> (default) or <c>qdrant</c>.</summary>
    public VectorsProvider Provider { get; set; } = VectorsProvider.Embedded;
}
