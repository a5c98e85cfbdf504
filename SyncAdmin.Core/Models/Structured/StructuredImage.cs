namespace SyncAdmin.Core.Models.Structured;

/// <summary>A picture for a model.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">For example <c>image/jpeg</c>.</param>
internal sealed record StructuredImage(ReadOnlyMemory<byte> Bytes, string MediaType);
