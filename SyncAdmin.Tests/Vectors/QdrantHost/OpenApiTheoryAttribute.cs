using Xunit;

namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>A theory that needs what <see cref="OpenApiFactAttribute"/> needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenApiTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where the document may be missing and is.</summary>
    public OpenApiTheoryAttribute() => Skip = QdrantOpenApi.Document is null && !QdrantOpenApi.IsRequired ? QdrantOpenApi.Missing : null;
}
