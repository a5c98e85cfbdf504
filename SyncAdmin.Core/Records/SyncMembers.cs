namespace SyncAdmin.Core.Records;

/// <summary>What the engine keeps in every point's payload under <c>_sync</c>.</summary>
/// <param name="DatasourceId">Whose record it is.</param>
/// <param name="Key">Record key.</param>
/// <param name="Code">Record code.</param>
/// <param name="TextHash">Of the text that the vector was made of.</param>
/// <param name="PayloadHash">Of the payload without <c>_sync</c>.</param>
/// <param name="Fence">Of the owner that wrote it.</param>
public sealed record SyncMembers(Guid DatasourceId, string Key, string Code, RecordHash TextHash, RecordHash PayloadHash, long Fence);
