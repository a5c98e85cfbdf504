namespace SyncAdmin.Tests.Vectors.QdrantHost;

/// <summary>One request as it came over the wire, and what was answered.</summary>
internal sealed record RecordedCall(string Method, string Path, string Query, string? Body, int Status, string Answer);
