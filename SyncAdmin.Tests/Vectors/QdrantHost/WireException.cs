namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>A request that Qdrant refuses.</summary>
internal sealed class WireException(int status, string error) : Exception(error)
{
    internal int Status { get; } = status;
}
