using Xunit;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>A fact that needs Qdrant's OpenAPI document, which is not ours to commit. In CI it is there, or the fact fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenApiFactAttribute : FactAttribute
{
    /// <summary>Skips where the document may be missing and is.</summary>
    public OpenApiFactAttribute() => Skip = QdrantOpenApi.Document is null && !QdrantOpenApi.IsRequired ? QdrantOpenApi.Missing : null;
}
